package dev.slipway.controlplane.vocabulary;

/**
 * A taint that does not matter, in Kubernetes' terms.
 *
 * @param key empty: every taint
 * @param value empty: whatever the taint's value is
 * @param effect empty: whatever the taint's effect is
 */
public record Toleration(String key, String value, String effect) {
  public boolean covers(Taint taint) {
    return (key.isEmpty() || key.equals(taint.key()))
        && (value.isEmpty() || value.equals(taint.value()))
        && (effect.isEmpty() || effect.equals(taint.effect()));
  }
}
