package dev.slipway.controlplane.scheduling;

import dev.slipway.controlplane.vocabulary.Memory;
import java.util.List;

/** What a machine has that can run short, the scarcest first. */
enum Part {
  GPU,
  CPU,
  MEMORY;

  /** {@link #values} without a copy. */
  static final List<Part> ALL = List.of(values());

  /** The amount with its unit: {@code 2 GPUs}. */
  String words(long amount) {
    return switch (this) {
      case GPU -> amount + (amount == 1 ? " GPU" : " GPUs");
      case CPU -> amount + (amount == 1 ? " CPU" : " CPUs");
      case MEMORY -> new Memory(amount) + " of memory";
    };
  }

  /** The amount where the unit is clear from what was said before. */
  String figure(long amount) {
    return this == MEMORY ? new Memory(amount).toString() : String.valueOf(amount);
  }
}
