package dev.slipway.controlplane.app;

/**
 * What one replica gets: units of one flavor. Memory and disk follow from the flavor and are never
 * set by hand.
 */
public record Resources(Kind kind, int units, String flavor) {
  public enum Kind {
    CPU,
    GPU
  }
}
