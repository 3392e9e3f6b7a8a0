package dev.slipway.controlplane.runtime.kubernetes;

import java.time.Duration;
import java.time.Instant;

/**
 * When to try again what has just been tried: at once, then after waits that double from half a
 * second to a minute, for as long as one try follows the other within two minutes.
 *
 * @param tries in a row
 * @param last the time of the last one
 */
record Delays(int tries, Instant last) {
  static final Delays NONE = new Delays(0, Instant.EPOCH);

  private static final Duration FIRST = Duration.ofMillis(500);
  private static final Duration LONGEST = Duration.ofMinutes(1);
  private static final Duration QUIET = Duration.ofMinutes(2);

  Delays tried(Instant now) {
    return new Delays(now.isAfter(last.plus(QUIET)) ? 1 : tries + 1, now);
  }

  /**
   * @param first whether the very first try is followed by a wait too
   */
  Instant next(boolean first) {
    int waits = first ? tries : tries - 1;
    if (waits <= 0) {
      return Instant.EPOCH;
    }
    var wait = FIRST.multipliedBy(1L << Math.min(waits - 1, 10));
    return last.plus(wait.compareTo(LONGEST) > 0 ? LONGEST : wait);
  }
}
