package dev.slipway.controlplane.runtime.kubernetes;

import dev.slipway.controlplane.app.Endpoint;
import dev.slipway.controlplane.runtime.Drift;
import dev.slipway.controlplane.runtime.Observation;
import dev.slipway.controlplane.runtime.ReplicaStatus;
import dev.slipway.controlplane.runtime.Workload;
import io.kubernetes.client.openapi.models.V1ContainerState;
import io.kubernetes.client.openapi.models.V1ContainerStateRunning;
import io.kubernetes.client.openapi.models.V1Pod;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells in the runtime's terms what a cluster has of an app. */
final class ObservationOf {
  private ObservationOf() {}

  /**
   * Pure.
   *
   * @param applied the objects seen are those of the workload; while they are not, there is neither
   *     success nor failure
   */
  static Observation of(
      Workload wanted, AppObjects seen, boolean applied, List<Drift> drift, Instant now) {
    var sets = Sets.of(seen);
    // A pod that was evicted, or has failed for good, stays in the cluster; it is no replica.
    var replicas =
        seen.pods().stream()
            .filter(pod -> !Pods.over(pod))
            .map(pod -> replica(pod, seen, wanted, sets))
            .sorted(Comparator.comparing(ReplicaStatus::id))
            .toList();
    var failure =
        applied && isObserved(seen)
            ? Standstill.of(wanted, seen)
                .filter(standstill -> standstill.isFailure(wanted, now))
                .map(standstill -> standstill.failure(wanted))
            : Optional.<Observation.Failure>empty();
    var target = target(wanted, seen, applied);
    return new Observation(
        wanted.app(),
        wanted.revision(),
        target,
        replicas,
        applied && isSettled(wanted, seen, sets, target),
        failure.orElse(null),
        drift);
  }

  /** Pure. What there is of an app that nobody has asked for, or not yet. */
  static Observation unasked(AppObjects seen) {
    var sets = Sets.of(seen);
    var replicas =
        seen.pods().stream()
            .filter(pod -> !Pods.over(pod))
            .map(pod -> {
              var running = Pods.state(pod).map(V1ContainerState::getRunning);
              return new ReplicaStatus(
                  Names.of(pod),
                  sets.revisionOf(pod),
                  state(pod, running),
                  Pods.restarts(pod),
                  startedAt(pod, running),
                  endpoint(pod, Pods.port(pod)),
                  "");
            })
            .sorted(Comparator.comparing(ReplicaStatus::id))
            .toList();
    return seen.isEmpty()
        ? Observation.nothing(seen.app())
        : new Observation(seen.app(), 0, 0, replicas, false, null);
  }

  /** When the same objects may mean something else: a deadline passes. Empty: never. */
  static Optional<Instant> changesAt(Workload wanted, AppObjects seen, Instant now) {
    return Standstill.of(wanted, seen)
        .map(standstill -> standstill.deadline(wanted).plusMillis(1))
        .filter(now::isBefore);
  }

  private static int target(Workload wanted, AppObjects seen, boolean applied) {
    var scaling = wanted.scaling();
    var deployment = seen.deployment();
    if (deployment == null) {
      return scaling.min();
    }
    var target = Standstill.wantedOf(deployment);
    return applied ? target : Math.clamp(target, scaling.min(), scaling.max());
  }

  /** The Deployment's controller has taken note of what the Deployment says. */
  private static boolean isObserved(AppObjects seen) {
    var deployment = seen.deployment();
    if (deployment == null || deployment.getStatus() == null) {
      return false;
    }
    var generation = Pods.meta(deployment).getGeneration();
    var observed = deployment.getStatus().getObservedGeneration();
    return observed != null && generation != null && observed >= generation;
  }

  private static boolean isSettled(Workload wanted, AppObjects seen, Sets sets, int target) {
    var deployment = seen.deployment();
    if (!isObserved(seen) || deployment == null || deployment.getStatus() == null) {
      return false;
    }
    // One that ends on a node that does not answer may take for ever.
    var there =
        seen.pods().stream()
            .filter(pod -> !Pods.over(pod))
            .filter(pod -> !Pods.leaving(pod) || !seen.silentNodes().contains(Pods.node(pod)))
            .toList();
    return sets.revision() == wanted.revision()
        && there.size() == target
        && there.stream().allMatch(pod -> Pods.ready(pod) && sets.isCurrent(pod))
        && Objects.requireNonNullElse(deployment.getStatus().getUpdatedReplicas(), 0) == target;
  }

  private static ReplicaStatus replica(V1Pod pod, AppObjects seen, Workload wanted, Sets sets) {
    var running = Pods.state(pod).map(V1ContainerState::getRunning);
    return new ReplicaStatus(
        Names.of(pod),
        sets.revisionOf(pod),
        state(pod, running),
        Pods.restarts(pod),
        startedAt(pod, running),
        endpoint(pod, wanted.port()),
        Pods.leaving(pod) && !seen.silentNodes().contains(Pods.node(pod))
            ? ""
            : Trouble.of(pod, seen, wanted).map(Trouble::text).orElse(""));
  }

  private static Instant startedAt(V1Pod pod, Optional<V1ContainerStateRunning> running) {
    return running
        .map(run -> Pods.instant(run.getStartedAt(), Pods.created(pod)))
        .orElseGet(() -> Pods.created(pod));
  }

  private static ReplicaStatus.State state(V1Pod pod, Optional<V1ContainerStateRunning> running) {
    if (Pods.leaving(pod)) {
      return ReplicaStatus.State.LEAVING;
    }
    if (Pods.ready(pod)) {
      return ReplicaStatus.State.READY;
    }
    if (running.isPresent()) {
      // It was ready in this run if it has stopped to be so after the run began.
      var began = Pods.instant(running.get().getStartedAt(), Instant.MAX);
      return Pods.readySince(pod).isAfter(began)
          ? ReplicaStatus.State.NOT_READY
          : ReplicaStatus.State.STARTING;
    }
    return Pods.lastEnd(pod).isPresent()
        ? ReplicaStatus.State.RESTARTING
        : ReplicaStatus.State.STARTING;
  }

  private static @Nullable Endpoint endpoint(V1Pod pod, int port) {
    var status = pod.getStatus();
    var address = status == null ? null : status.getPodIP();
    return address == null || address.isEmpty() ? null : new Endpoint(Names.of(pod), address, port);
  }
}
