package dev.slipway.controlplane.runtime.docker;

import java.time.Duration;
import java.time.Instant;

/**
 * How a workload gets on. It has failed when nothing got better for too long before it was ever
 * complete; once complete it is never given up.
 *
 * @param since when something last got better
 * @param best most replicas of the wanted template that were ready at once
 * @param completed all was as wanted at least once
 */
record Progress(Instant since, long best, boolean completed, boolean abandoned) {
  static Progress startingAt(Instant now) {
    return new Progress(now, 0, false, false);
  }

  /**
   * @param ready replicas of the wanted template that are ready now
   * @param settled all is as wanted
   */
  Progress seeing(long ready, boolean settled, Instant now, Duration deadline) {
    if (settled) {
      return new Progress(now, ready, true, false);
    }
    if (ready > best) {
      return new Progress(now, ready, completed, abandoned);
    }
    var overdue = isOverdue(now, deadline);
    // What was complete and has lost replicas may get better replica by replica again.
    var measure = completed ? ready : best;
    return new Progress(since, measure, completed, abandoned || (overdue && !completed));
  }

  boolean isOverdue(Instant now, Duration deadline) {
    return now.isAfter(since.plus(deadline));
  }
}
