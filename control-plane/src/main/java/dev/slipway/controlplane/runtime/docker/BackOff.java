package dev.slipway.controlplane.runtime.docker;

import java.time.Duration;

/**
 * How long to wait before the next try: 1 s, doubling to 60 s; back to 1 s after a minute in which
 * all went well.
 *
 * @param tries failures in a row
 */
record BackOff(int tries) {
  static final BackOff NONE = new BackOff(0);

  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final Duration HEALTHY = Duration.ofMinutes(1);

  /** After one more failure, which came after a good time of this length. */
  BackOff failedAfter(Duration good) {
    return new BackOff(good.compareTo(HEALTHY) >= 0 ? 1 : tries + 1);
  }

  Duration delay() {
    if (tries == 0) {
      return Duration.ZERO;
    }
    var delay = FIRST.multipliedBy(1L << Math.min(tries - 1, 10));
    return delay.compareTo(LONGEST) > 0 ? LONGEST : delay;
  }
}
