package dev.slipway.controlplane.reconcile;

import java.time.Duration;

/** Waits that double from one failure to the next. */
record Backoff(Duration first, Duration longest) {
  private static final int MOST_DOUBLINGS = 30;

  /**
   * The wait after so many failures in a row.
   *
   * @param failures 1 for the first
   */
  Duration after(int failures) {
    var wait = first.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
    return wait.compareTo(longest) > 0 ? longest : wait;
  }
}
