package dev.slipway.controlplane.runtime.kubernetes;

import dev.slipway.controlplane.runtime.RuntimeEvent;
import dev.slipway.controlplane.runtime.Workload;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Turns what changed in a cluster into what is told to people. */
final class Timeline {
  /** Clusters tell time in whole seconds: what is this young happens now. */
  private static final Duration YOUNG = Duration.ofSeconds(5);

  private Timeline() {}

  /** Pure. What to tell when an app is seen for the first time since this program started. */
  static List<RuntimeEvent> adopted(Workload wanted, AppObjects seen, Instant now) {
    var sets = Sets.of(seen);
    return seen.pods().stream()
        .filter(pod -> Pods.running(pod) && !Pods.leaving(pod))
        .sorted(Comparator.comparing(Names::of))
        .map(pod -> {
          var revision = sets.revisionOf(pod);
          return new RuntimeEvent(
              wanted.app(),
              now,
              false,
              "REPLICA_ADOPTED",
              "replica %s was found running%s"
                  .formatted(Names.of(pod), sets.isCurrent(pod) ? "" : ", of an earlier revision"),
              revision,
              Names.of(pod));
        })
        .toList();
  }

  /** Pure. What to tell of a change; each fact once. */
  static List<RuntimeEvent> between(
      Workload wanted, AppObjects before, AppObjects after, Instant now) {
    var known = Facts.of(wanted, before);
    var facts = new ArrayList<Fact>();
    Facts.of(wanted, after)
        .forEach((key, fact) -> {
          if (!known.containsKey(key)) {
            facts.add(fact);
          }
        });
    facts.addAll(Turns.between(wanted, before, after, now));
    return facts.stream()
        .sorted(Comparator.comparing(Fact::time))
        .map(fact ->
            new RuntimeEvent(
                wanted.app(),
                fact.time().isBefore(now.minus(YOUNG)) ? fact.time() : now,
                fact.warning(),
                fact.code(),
                fact.message(),
                fact.revision() == 0 ? wanted.revision() : fact.revision(),
                fact.replica()))
        .toList();
  }
}
