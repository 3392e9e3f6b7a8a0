package dev.slipway.controlplane.reconcile;

import java.time.Duration;

/** How one look at an app ended. */
sealed interface Outcome {
  /** Nothing to do until something changes. */
  record Settled() implements Outcome {}

  /**
   * Something was in the way that passes by itself.
   *
   * @param atMost the longest wait before the next look, however often it failed
   */
  record Retry(Duration atMost, String why) implements Outcome {}

  /** The region does not answer, and so it is with all its apps: one message for them is enough. */
  record Silent(String why) implements Outcome {}

  /** Something is in the way that its owner or the operator has to change. */
  record GiveUp(String why) implements Outcome {}
}
