package dev.slipway.controlplane.runtime.kubernetes;

import dev.slipway.controlplane.runtime.Workload;
import dev.slipway.controlplane.runtime.kubernetes.Difference.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The writes of one app. One that has just been made, and that the watches have yet to show, is not
 * made again.
 */
final class Writes {
  /** After so long a write that was not heard of is made again. */
  private static final Duration HEARD = Duration.ofSeconds(10);

  private final Applier applier;
  private final Map<Ref, Written> written = new HashMap<>();

  /**
   * @param what was written
   * @param over the version that the object had, as far as was known
   */
  private record Written(String what, String over, Instant at) {}

  Writes(Applier applier) {
    this.applier = applier;
  }

  /** What is known of the objects now: writes that show are no longer under way. */
  void heard(Map<Ref, Live> live) {
    written
        .entrySet()
        .removeIf(each -> !each.getValue().over().equals(version(live.get(each.getKey()))));
  }

  /** When to look again although nothing was heard; {@link Instant#MAX}: never. */
  Instant lookAgainAt() {
    return written.values().stream()
        .map(each -> each.at().plus(HEARD))
        .min(Instant::compareTo)
        .orElse(Instant.MAX);
  }

  /** Takes the steps, in order. An obstacle ends it: what comes later may need what failed. */
  void take(Workload workload, List<Step> steps, Map<Ref, Live> live)
      throws ObstacleException, InterruptedException {
    var now = Instant.now();
    written.values().removeIf(each -> !now.isBefore(each.at().plus(HEARD)));
    var fresh = new HashSet<Ref>();
    for (var step : steps) {
      var ref = ref(step);
      if (fresh.contains(ref) || !isUnderway(step, live.get(ref))) {
        take(workload, step, live, fresh);
      }
    }
  }

  private void take(Workload workload, Step step, Map<Ref, Live> live, Set<Ref> fresh)
      throws ObstacleException, InterruptedException {
    var seen = live.get(ref(step));
    switch (step) {
      case Step.Apply(var manifest) -> {
        applier.prepare(workload.project());
        applier.apply(workload.app(), workload.project(), manifest, seen);
      }
      case Step.Scale(_, var replicas) -> {
        if (seen != null) {
          applier.scale(workload.project(), seen, replicas);
        }
      }
      case Step.Delete(var ref) -> applier.delete(ref);
    }
    fresh.add(ref(step));
    written.put(ref(step), new Written(what(step), version(seen), Instant.now()));
  }

  private boolean isUnderway(Step step, @Nullable Live seen) {
    var last = written.get(ref(step));
    return last != null
        && last.over().equals(version(seen))
        && (last.what().equals(what(step)) || step instanceof Step.Scale);
  }

  private static String version(@Nullable Live seen) {
    return seen == null ? "" : seen.version();
  }

  private static Ref ref(Step step) {
    return switch (step) {
      case Step.Apply(var manifest) -> manifest.ref();
      case Step.Scale(var ref, _) -> ref;
      case Step.Delete(var ref) -> ref;
    };
  }

  private static String what(Step step) {
    return switch (step) {
      case Step.Apply(var manifest) -> manifest.hash();
      case Step.Scale(_, var replicas) -> "scale to " + replicas;
      case Step.Delete _ -> "delete";
    };
  }
}
