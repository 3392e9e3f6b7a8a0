package dev.slipway.controlplane.runtime.kubernetes;

/** Leaves of objects what is used, so that thousands fit into memory. */
final class Trim {
  private Trim() {}
}
