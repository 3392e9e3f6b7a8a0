package dev.slipway.controlplane.runtime.docker;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What to do next so that an app's replicas become what is wanted. Pure: it reads a picture and
 * names steps. Taking them, or some of them, and asking again with a new picture is always safe.
 *
 * <p>Two promises hold at every moment: at least {@code replicas − unavailable} replicas that were
 * in traffic stay in traffic, and at most {@code replicas + surge} exist.
 */
final class Difference {
  private Difference() {}

  /**
   * @param replicas how many are to run
   * @param surge how many more than that may exist
   * @param unavailable how many fewer than that may be in traffic
   * @param abandoned the new template never became ready in time: what serves stays, nothing new
   */
  record Wanted(int replicas, int surge, int unavailable, boolean abandoned) {
    Wanted {
      if (surge == 0 && unavailable == 0) {
        // Neither above nor below would forbid every replacement.
        unavailable = 1;
      }
    }
  }

  /**
   * One replica.
   *
   * @param fits it was made from the wanted template
   * @param proven it has been ready, or was found running
   * @param serving every gateway has acknowledged it as an endpoint, and it is ready
   */
  record Member(
      String replica,
      boolean fits,
      Condition condition,
      boolean proven,
      boolean serving,
      Instant since) {}

  /** Worst first. */
  enum Condition {
    /** Stopped for good, kept for its log. */
    PARKED,
    /** Ended; waits for its next run. */
    DOWN,
    /** Ended; its next run is due. */
    DUE,
    /** Runs, is not ready. */
    UNREADY,
    /** Was running when we came; its probe has not been heard yet. */
    UNJUDGED,
    READY,
    /** On its way out; not ours to decide any more. */
    LEAVING
  }

  sealed interface Step {
    /** Make one more replica of the wanted template. */
    record Add() implements Step {}

    /** Run an ended replica again. */
    record Rerun(String replica) implements Step {}

    /** Take it out of traffic, let requests finish, stop and remove it. */
    record Leave(String replica) implements Step {}

    /** Stop it but keep its log. */
    record Park(String replica) implements Step {}
  }

  static List<Step> between(Wanted wanted, List<Member> members) {
    var steps = new ArrayList<Step>();
    var present = members.stream().filter(m -> m.condition() != Condition.LEAVING).toList();
    var fitting = new ArrayList<>(present.stream().filter(Member::fits).toList());
    var others = present.stream().filter(m -> !m.fits()).toList();
    var serving = present.stream().filter(Member::serving).count();
    var spare = Math.max(0, serving - (wanted.replicas() - wanted.unavailable()));

    // Too many of the right kind: the least useful go, the youngest of them first.
    fitting.sort(
        Comparator.comparing(Member::condition)
            .thenComparing(Member::since, Comparator.reverseOrder())
            .thenComparing(Member::replica));
    while (fitting.size() > wanted.replicas()) {
      var member = fitting.removeFirst();
      if (member.serving()) {
        spare--;
      }
      steps.add(new Step.Leave(member.replica()));
    }

    if (wanted.abandoned()) {
      abandon(fitting, steps);
      others.stream()
          .filter(m -> m.condition() == Condition.DUE)
          .forEach(m -> steps.add(new Step.Rerun(m.replica())));
      return steps;
    }

    // The wrong kind: what serves nobody goes at once, what serves goes as far as it can be spared.
    var oldestFirst = Comparator.comparing(Member::since).thenComparing(Member::replica);
    for (var member : others.stream().sorted(oldestFirst).toList()) {
      switch (member.condition()) {
        case PARKED, DOWN, DUE, UNREADY -> steps.add(new Step.Leave(member.replica()));
        case READY -> {
          if (member.serving() && spare > 0) {
            spare--;
            steps.add(new Step.Leave(member.replica()));
          } else if (wanted.replicas() == 0) {
            steps.add(new Step.Leave(member.replica()));
          }
        }
        case UNJUDGED -> {
          if (wanted.replicas() == 0) {
            steps.add(new Step.Leave(member.replica()));
          }
        }
        case LEAVING -> {}
      }
    }

    fitting.stream()
        .filter(m -> m.condition() == Condition.DUE || m.condition() == Condition.PARKED)
        .sorted(Comparator.comparing(Member::replica))
        .forEach(m -> steps.add(new Step.Rerun(m.replica())));
    var missing = wanted.replicas() - fitting.size();
    var room = wanted.replicas() + wanted.surge() - members.size();
    for (int i = 0; i < Math.min(missing, room); i++) {
      steps.add(new Step.Add());
    }
    return steps;
  }

  /** Of the new replicas that never were ready one stays, stopped, for its log. */
  private static void abandon(List<Member> fitting, List<Step> steps) {
    var failed =
        fitting.stream().filter(m -> !m.proven() && m.condition() != Condition.READY).toList();
    for (int i = 1; i < failed.size(); i++) {
      steps.add(new Step.Leave(failed.get(i).replica()));
    }
    if (!failed.isEmpty()) {
      var kept = failed.getFirst();
      if (kept.condition() == Condition.UNREADY || kept.condition() == Condition.UNJUDGED) {
        steps.add(new Step.Park(kept.replica()));
      }
    }
    fitting.stream()
        .filter(m -> m.proven() && m.condition() == Condition.DUE)
        .forEach(m -> steps.add(new Step.Rerun(m.replica())));
  }
}
