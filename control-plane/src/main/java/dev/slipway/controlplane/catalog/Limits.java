package dev.slipway.controlplane.catalog;

/** The most that one app may ask for; flavors may allow less. */
public record Limits(int replicas, int cpuUnits, int gpuUnits) {
  public static final Limits DEFAULT = new Limits(10, 12, 4);
}
