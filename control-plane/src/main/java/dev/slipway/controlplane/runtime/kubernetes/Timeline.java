package dev.slipway.controlplane.runtime.kubernetes;

import dev.slipway.controlplane.runtime.RuntimeEvent;
import dev.slipway.controlplane.runtime.Workload;
import java.time.Instant;
import java.util.List;

/** Turns what changed in a cluster into what is told to people. */
final class Timeline {
  private Timeline() {}

  /** Pure. What to tell when an app is seen for the first time since this program started. */
  static List<RuntimeEvent> adopted(Workload wanted, AppObjects seen, Instant now) {
    return List.of();
  }

  /** Pure. What to tell of a change; each fact once. */
  static List<RuntimeEvent> between(
      Workload wanted, AppObjects before, AppObjects after, Instant now) {
    return List.of();
  }
}
