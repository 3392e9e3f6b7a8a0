package dev.slipway.controlplane.runtime.kubernetes;

import dev.slipway.controlplane.runtime.Observation;
import dev.slipway.controlplane.runtime.Workload;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1DeploymentCondition;
import io.kubernetes.client.openapi.models.V1Pod;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Replicas of the newest revision that do not get ready.
 *
 * @param since when something last got better
 * @param declared Kubernetes itself has given the rollout up
 * @param trouble of the replica that is furthest from being ready
 * @param replica which one; empty when there is none
 * @param serving replicas of earlier revisions that are ready
 */
record Standstill(Instant since, boolean declared, Trouble trouble, String replica, long serving) {
  private static final Trouble UNKNOWN =
      new Trouble(Trouble.PROBE_FAILED, false, false, "has not become ready", "");

  /** Pure. Empty: all replicas of the newest revision that are wanted are ready. */
  static Optional<Standstill> of(Workload wanted, AppObjects seen) {
    var deployment = seen.deployment();
    if (deployment == null || wantedOf(deployment) == 0) {
      return Optional.empty();
    }
    var sets = Sets.of(seen);
    var pods = sets.currentOf(seen.pods()).stream().filter(pod -> !Pods.leaving(pod)).toList();
    var unready = pods.stream().filter(pod -> !Pods.ready(pod)).toList();
    if (unready.isEmpty() && pods.size() >= wantedOf(deployment)) {
      return Optional.empty();
    }
    var worst = unready.stream().min(order(seen, wanted));
    var trouble =
        worst
            .flatMap(pod -> Trouble.of(pod, seen, wanted))
            .or(() -> worst.isEmpty() ? refused(deployment) : Optional.empty())
            .orElse(UNKNOWN);
    return Optional.of(
        new Standstill(
            since(deployment, pods, unready),
            "ProgressDeadlineExceeded"
                .equals(
                    condition(deployment, "Progressing")
                        .map(V1DeploymentCondition::getReason)
                        .orElse("")),
            trouble,
            worst.map(Names::of).orElse(""),
            seen.pods().stream().filter(pod -> !sets.isCurrent(pod) && Pods.ready(pod)).count()));
  }

  /** Those with a known trouble first, and of these the ones that have restarted most. */
  private static Comparator<V1Pod> order(AppObjects seen, Workload wanted) {
    return Comparator.comparing((V1Pod pod) -> Trouble.of(pod, seen, wanted).isEmpty())
        .thenComparingInt(pod -> -Pods.restarts(pod))
        .thenComparing(Names::of);
  }

  private static Instant since(V1Deployment deployment, List<V1Pod> pods, List<V1Pod> unready) {
    var stands =
        unready.stream()
            .map(Pods::readySince)
            .min(Comparator.naturalOrder())
            .orElseGet(
                () -> Pods.instant(Pods.meta(deployment).getCreationTimestamp(), Instant.EPOCH));
    var better =
        pods.stream()
            .filter(Pods::ready)
            .map(Pods::readySince)
            .max(Comparator.naturalOrder())
            .orElse(Instant.EPOCH);
    var progressing =
        condition(deployment, "Progressing")
            .map(condition -> Pods.instant(condition.getLastUpdateTime(), Instant.EPOCH))
            .orElse(Instant.EPOCH);
    return List.of(stands, better, progressing).stream().max(Comparator.naturalOrder()).get();
  }

  /** No pod could be made at all, because of a quota for example. */
  static Optional<Trouble> refused(V1Deployment deployment) {
    return condition(deployment, "ReplicaFailure")
        .filter(condition -> "True".equals(condition.getStatus()))
        .map(condition ->
            new Trouble(
                Trouble.START_FAILED,
                true,
                false,
                "cannot be made: the cluster refuses it: " + condition.getMessage(),
                ""));
  }

  static Optional<V1DeploymentCondition> condition(V1Deployment deployment, String type) {
    var status = deployment.getStatus();
    return status == null || status.getConditions() == null
        ? Optional.empty()
        : status.getConditions().stream()
            .filter(condition -> type.equals(condition.getType()))
            .findFirst();
  }

  /** How many replicas the Deployment wants; 1 is what Kubernetes takes when nobody says. */
  static int wantedOf(V1Deployment deployment) {
    var spec = deployment.getSpec();
    var replicas = spec == null ? null : spec.getReplicas();
    return replicas == null ? 1 : replicas;
  }

  /** When it is no longer only slow. */
  Instant deadline(Workload wanted) {
    return since.plus(wanted.rollout().progressDeadline());
  }

  /** Nothing gets better by waiting, or has not for long enough. */
  boolean isFailure(Workload wanted, Instant now) {
    return trouble.certain() || declared || now.isAfter(deadline(wanted));
  }

  Observation.Failure failure(Workload wanted) {
    return new Observation.Failure(trouble.platform(), trouble.code(), message(wanted));
  }

  private String message(Workload wanted) {
    var who = replica.isEmpty() ? "a replica" : "replica " + replica;
    return "%s%s%s%s"
        .formatted(
            trouble.certain()
                ? ""
                : "no progress for %s: "
                    .formatted(Ending.readable(wanted.rollout().progressDeadline())),
            trouble.code().equals(Trouble.IMAGE_UNAVAILABLE)
                ? trouble.text()
                : who + " " + trouble.text() + trouble.more(),
            serving == 0 ? "" : "; ",
            serving == 0 ? "" : serving + " of an earlier revision still serve");
  }
}
