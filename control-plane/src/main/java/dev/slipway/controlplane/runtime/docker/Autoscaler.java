package dev.slipway.controlplane.runtime.docker;

import dev.slipway.controlplane.app.Scaling;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * How many replicas a measured use calls for. Pure, and the same rule as Kubernetes' horizontal
 * autoscaler: replicas × use ÷ target, small deviations ignored; up only to what was called for
 * throughout the window up, down only to the most that was called for in the window down.
 */
final class Autoscaler {
  /** Use this close to the target, relative to it, is on target. */
  private static final double TOLERANCE = 0.1;

  private Autoscaler() {}

  /** At this time, so many replicas were called for. */
  record Call(Instant time, int replicas) {}

  /**
   * @param replicas to run from now on
   * @param calls to remember for the next decision
   */
  record Decision(int replicas, List<Call> calls) {}

  /**
   * @param current replicas wanted so far
   * @param measured how many were measured
   * @param use their average in percent of what each may use
   * @param calls remembered from earlier decisions, oldest first
   */
  static Decision decide(
      Scaling.Automatic rule,
      int current,
      int measured,
      double use,
      List<Call> calls,
      Instant now) {
    var called = clamp(calledFor(rule, measured, use), rule);
    var kept = new ArrayList<>(calls);
    kept.add(new Call(now, called));
    var longest =
        rule.scaleUpWindow().compareTo(rule.scaleDownWindow()) > 0
            ? rule.scaleUpWindow()
            : rule.scaleDownWindow();
    // One call older than the window tells what held at its start.
    while (kept.size() > 1 && !kept.get(1).time().isAfter(now.minus(longest))) {
      kept.removeFirst();
    }
    var up = extreme(kept, rule.scaleUpWindow(), now, true);
    var down = extreme(kept, rule.scaleDownWindow(), now, false);
    var replicas = current;
    if (up > current) {
      replicas = up;
    } else if (down < current) {
      replicas = down;
    }
    return new Decision(clamp(replicas, rule), List.copyOf(kept));
  }

  private static int calledFor(Scaling.Automatic rule, int measured, double use) {
    var ratio = use / rule.target();
    return Math.abs(ratio - 1) <= TOLERANCE ? measured : (int) Math.ceil(measured * ratio);
  }

  /**
   * The least that was called for throughout the window when going up, the most when going down.
   * What was not watched for the whole window decides nothing.
   */
  private static int extreme(List<Call> calls, Duration window, Instant now, boolean least) {
    var start = now.minus(window);
    var watched = !calls.getFirst().time().isAfter(start);
    if (!watched) {
      return least ? Integer.MIN_VALUE : Integer.MAX_VALUE;
    }
    var within = calls.stream().filter(c -> !c.time().isBefore(start)).mapToInt(Call::replicas);
    return least ? within.min().orElseThrow() : within.max().orElseThrow();
  }

  /** Something must run for its use to be measured. */
  static int clamp(int replicas, Scaling.Automatic rule) {
    return Math.clamp(replicas, Math.max(1, rule.min()), Math.max(1, rule.max()));
  }
}
