package dev.slipway.controlplane.runtime.kubernetes;

import dev.slipway.controlplane.runtime.Observation;
import java.time.Duration;

/** Why a write cannot be done now. */
sealed interface Obstacle {
  /** Somebody has to do something about it. */
  record Standing(String code, String message) implements Obstacle {
    Observation.Failure failure() {
      return new Observation.Failure(true, code, message);
    }
  }

  /**
   * It passes by itself.
   *
   * @param after what the cluster asks to wait; zero: nothing
   */
  record Passing(Duration after, String message) implements Obstacle {}
}
