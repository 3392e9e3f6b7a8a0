package dev.slipway.controlplane.scheduling;

import dev.slipway.controlplane.vocabulary.Memory;

/**
 * What an engine gives to an app.
 *
 * @param gpuResource the GPUs' kind, such as {@code nvidia.com/gpu}; empty without GPUs
 */
public record Amount(int cpus, Memory memory, int gpus, String gpuResource) {
  public static final Amount NONE = new Amount(0, Memory.NONE, 0, "");

  public Amount times(int n) {
    return new Amount(
        Math.multiplyExact(cpus, n), memory.times(n), Math.multiplyExact(gpus, n), gpuResource);
  }

  /** In the part's own unit: pieces, or bytes. */
  long of(Part part) {
    return switch (part) {
      case GPU -> gpus;
      case CPU -> cpus;
      case MEMORY -> memory.bytes();
    };
  }
}
