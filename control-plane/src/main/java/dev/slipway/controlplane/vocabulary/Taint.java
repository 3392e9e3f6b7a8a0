package dev.slipway.controlplane.vocabulary;

/**
 * What keeps replicas off a node, in Kubernetes' terms.
 *
 * @param value may be empty
 * @param effect {@code NoSchedule}, {@code PreferNoSchedule} or {@code NoExecute}
 */
public record Taint(String key, String value, String effect) {
  /** More than a wish. */
  public boolean binding() {
    return !effect.equals("PreferNoSchedule");
  }
}
