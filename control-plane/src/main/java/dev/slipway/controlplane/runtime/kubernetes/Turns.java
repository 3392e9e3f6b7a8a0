package dev.slipway.controlplane.runtime.kubernetes;

import dev.slipway.controlplane.app.Scaling;
import dev.slipway.controlplane.runtime.Workload;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Pod;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscaler;
import io.kubernetes.client.openapi.models.V2MetricStatus;
import io.kubernetes.client.openapi.models.V2MetricValueStatus;
import io.kubernetes.client.openapi.models.V2ResourceMetricStatus;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What only shows in a comparison: replicas that were ready, or there, and another number. */
final class Turns {
  private final Workload wanted;
  private final AppObjects before;
  private final AppObjects after;
  private final Instant now;
  private final List<Fact> facts = new ArrayList<>();

  private Turns(Workload wanted, AppObjects before, AppObjects after, Instant now) {
    this.wanted = wanted;
    this.before = before;
    this.after = after;
    this.now = now;
  }

  /** Pure. */
  static List<Fact> between(Workload wanted, AppObjects before, AppObjects after, Instant now) {
    var turns = new Turns(wanted, before, after, now);
    turns.unready();
    turns.removed();
    turns.scaled();
    return turns.facts;
  }

  private static Map<String, V1Pod> byUid(AppObjects objects) {
    return objects.pods().stream()
        .collect(Collectors.toMap(Pods::uid, Function.identity(), (one, _) -> one));
  }

  /** While it starts, not being ready is no news, and an end is told as such. */
  private void unready() {
    var earlier = byUid(before);
    var sets = Sets.of(after);
    for (var pod : after.pods()) {
      var then = earlier.get(Pods.uid(pod));
      if (then != null
          && Pods.ready(then)
          && !Pods.ready(pod)
          && !Pods.leaving(pod)
          && Pods.running(pod)
          && !after.silentNodes().contains(Pods.node(pod))
          && Pods.restarts(pod) == Pods.restarts(then)) {
        var trouble = Trouble.of(pod, after, wanted).map(Trouble::text).orElse("is not ready");
        facts.add(
            new Fact(
                Pods.readySince(pod),
                true,
                "REPLICA_NOT_READY",
                "replica %s %s".formatted(Names.of(pod), trouble),
                sets.revisionOf(pod),
                Names.of(pod)));
      }
    }
  }

  /** Nobody in the cluster had a reason to end it: there are not too many, and it is up to date. */
  private void removed() {
    var sets = Sets.of(before);
    var deployment = after.deployment();
    if (deployment == null
        || before.deployment() == null
        || !sets.current().equals(Sets.of(after).current())
        || !isIdle(before, sets)) {
      return;
    }
    var live = sets.currentOf(before.pods()).stream().filter(pod -> !Pods.leaving(pod)).toList();
    if (live.size() > least(deployment)) {
      return;
    }
    var later = byUid(after);
    for (var pod : live) {
      var now = later.get(Pods.uid(pod));
      if ((now == null || Pods.meta(now).getDeletionTimestamp() != null)
          && (now == null || !Pods.holds(now, "DisruptionTarget"))
          && !after.silentNodes().contains(Pods.node(pod))
          && !before.silentNodes().contains(Pods.node(pod))) {
        facts.add(
            new Fact(
                this.now,
                true,
                "REPLICA_REMOVED",
                "replica %s was removed from outside Slipway".formatted(Names.of(pod)),
                sets.revisionOf(pod),
                Names.of(pod)));
      }
    }
  }

  /** The fewest replicas that anything wants; what is above that may go. */
  private int least(V1Deployment deployment) {
    var fixed = wanted.scaling() instanceof Scaling.Fixed(var n) ? n : Integer.MAX_VALUE;
    var then = before.deployment();
    return Math.min(
        fixed,
        Math.min(
            Standstill.wantedOf(deployment),
            then == null ? Integer.MAX_VALUE : Standstill.wantedOf(then)));
  }

  /** No rollout is under way. */
  private static boolean isIdle(AppObjects objects, Sets sets) {
    return objects.pods().stream().allMatch(pod -> Pods.leaving(pod) || sets.isCurrent(pod));
  }

  private void scaled() {
    if (!(wanted.scaling() instanceof Scaling.Automatic automatic)
        || before.deployment() == null
        || after.deployment() == null) {
      return;
    }
    int then = Standstill.wantedOf(before.deployment());
    int here = Standstill.wantedOf(after.deployment());
    if (then != here && then > 0) {
      facts.add(
          new Fact(
              now,
              false,
              "SCALED",
              "%s%s: from %d to %d replicas"
                  .formatted(
                      automatic.metric(),
                      use(automatic.metric())
                          .map(percent -> " use is %s%%".formatted(percent))
                          .orElse(" use asks for it"),
                      then,
                      here),
              0,
              ""));
    }
  }

  /** What the autoscaler has measured last, in percent of what a replica may use. */
  private Optional<BigDecimal> use(Scaling.Metric metric) {
    var resource =
        switch (metric) {
          case CPU -> "cpu";
          case RAM -> "memory";
        };
    var all =
        switch (metric) {
          case CPU -> BigDecimal.valueOf(wanted.share().cpus());
          case RAM -> BigDecimal.valueOf(wanted.share().memory().bytes());
        };
    return after.others().stream()
        .filter(V2HorizontalPodAutoscaler.class::isInstance)
        .map(V2HorizontalPodAutoscaler.class::cast)
        .flatMap(scaler ->
            scaler.getStatus() == null || scaler.getStatus().getCurrentMetrics() == null
                ? java.util.stream.Stream.empty()
                : scaler.getStatus().getCurrentMetrics().stream())
        .map(V2MetricStatus::getResource)
        .filter(measured -> measured != null && resource.equals(measured.getName()))
        .map(V2ResourceMetricStatus::getCurrent)
        .map(V2MetricValueStatus::getAverageValue)
        .filter(average -> average != null && all.signum() > 0)
        .map(average -> average.getNumber().movePointRight(2).divide(all, 0, RoundingMode.HALF_UP))
        .findFirst();
  }
}
