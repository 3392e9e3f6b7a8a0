package dev.slipway.controlplane.scheduling;

import java.util.HashMap;
import java.util.Map;

/** An amount that grows and shrinks; GPUs by kind. */
final class Stock {
  private final Map<String, Long> gpus = new HashMap<>();
  private long cpus;
  private long memory;

  /**
   * Adds so many shares.
   *
   * @param times negative: takes them away
   */
  void add(Amount share, long times) {
    cpus += share.cpus() * times;
    memory += share.memory().bytes() * times;
    if (share.gpus() > 0) {
      gpus.merge(share.gpuResource(), share.gpus() * times, Long::sum);
    }
  }

  /**
   * In the part's own unit.
   *
   * @param kind of the GPUs; everything else has none
   */
  long of(Part part, String kind) {
    return switch (part) {
      case GPU -> gpus.getOrDefault(kind, 0L);
      case CPU -> cpus;
      case MEMORY -> memory;
    };
  }
}
