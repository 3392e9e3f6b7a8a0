package dev.slipway.controlplane.runtime.kubernetes;

import dev.slipway.controlplane.runtime.Drift;
import dev.slipway.controlplane.runtime.Observation;
import dev.slipway.controlplane.runtime.Workload;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Tells in the runtime's terms what a cluster has of an app. */
final class ObservationOf {
  private ObservationOf() {}

  /**
   * Pure.
   *
   * @param applied the objects seen are those of the workload; while they are not, there is neither
   *     success nor failure
   */
  static Observation of(
      Workload wanted, AppObjects seen, boolean applied, List<Drift> drift, Instant now) {
    return Observation.nothing(wanted.app());
  }

  /** When the same objects may mean something else: a deadline passes. Empty: never. */
  static Optional<Instant> changesAt(Workload wanted, AppObjects seen, Instant now) {
    return Optional.empty();
  }
}
