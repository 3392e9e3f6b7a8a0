package dev.slipway.controlplane.runtime.kubernetes;

import io.kubernetes.client.common.KubernetesObject;
import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1ContainerPort;
import io.kubernetes.client.openapi.models.V1ContainerState;
import io.kubernetes.client.openapi.models.V1ContainerStateTerminated;
import io.kubernetes.client.openapi.models.V1ContainerStatus;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubernetes.client.openapi.models.V1OwnerReference;
import io.kubernetes.client.openapi.models.V1Pod;
import io.kubernetes.client.openapi.models.V1PodCondition;
import io.kubernetes.client.openapi.models.V1ResourceRequirements;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads pods, in which nearly everything may be missing. */
final class Pods {
  private Pods() {}

  /** What every object in a cluster has. */
  static V1ObjectMeta meta(KubernetesObject object) {
    return object.getMetadata();
  }

  static String uid(KubernetesObject pod) {
    return String.valueOf(meta(pod).getUid());
  }

  /** The ReplicaSet that made it; empty for a pod of nobody's. */
  static String replicaSet(V1Pod pod) {
    var owners = meta(pod).getOwnerReferences();
    return owners == null
        ? ""
        : owners.stream()
            .filter(owner -> "ReplicaSet".equals(owner.getKind()))
            .map(V1OwnerReference::getName)
            .findFirst()
            .orElse("");
  }

  /** The node that it is on; empty while it has none. */
  static String node(V1Pod pod) {
    var spec = pod.getSpec();
    return spec == null || spec.getNodeName() == null ? "" : spec.getNodeName();
  }

  static Optional<V1Container> container(V1Pod pod) {
    var spec = pod.getSpec();
    return spec == null
        ? Optional.empty()
        : spec.getContainers().stream()
            .filter(container -> Names.CONTAINER.equals(container.getName()))
            .findFirst();
  }

  /** Where its container serves; 0 for one that does not say. */
  static int port(V1Pod pod) {
    return container(pod)
        .flatMap(container -> Optional.ofNullable(container.getPorts()))
        .flatMap(ports -> ports.stream().findFirst())
        .map(V1ContainerPort::getContainerPort)
        .orElse(0);
  }

  static Optional<V1ResourceRequirements> resources(V1Pod pod) {
    return container(pod).map(V1Container::getResources);
  }

  static Optional<V1ContainerStatus> status(V1Pod pod) {
    var status = pod.getStatus();
    return status == null || status.getContainerStatuses() == null
        ? Optional.empty()
        : status.getContainerStatuses().stream()
            .filter(container -> Names.CONTAINER.equals(container.getName()))
            .findFirst();
  }

  static Optional<V1ContainerState> state(V1Pod pod) {
    return status(pod).map(V1ContainerStatus::getState);
  }

  static boolean running(V1Pod pod) {
    return state(pod).map(V1ContainerState::getRunning).isPresent();
  }

  static int restarts(V1Pod pod) {
    return status(pod).map(V1ContainerStatus::getRestartCount).orElse(0);
  }

  /** How the container ended last, if it ever did. */
  static Optional<V1ContainerStateTerminated> lastEnd(V1Pod pod) {
    return state(pod)
        .map(V1ContainerState::getTerminated)
        .or(() ->
            status(pod).map(V1ContainerStatus::getLastState).map(V1ContainerState::getTerminated));
  }

  /** It was told to end, or has ended for good. */
  static boolean leaving(V1Pod pod) {
    return meta(pod).getDeletionTimestamp() != null || over(pod);
  }

  /** None of its containers will run again. */
  static boolean over(V1Pod pod) {
    var phase = phase(pod);
    return phase.equals("Failed") || phase.equals("Succeeded");
  }

  static String phase(V1Pod pod) {
    var status = pod.getStatus();
    return status == null || status.getPhase() == null ? "" : status.getPhase();
  }

  static Optional<V1PodCondition> condition(V1Pod pod, String type) {
    var status = pod.getStatus();
    return status == null || status.getConditions() == null
        ? Optional.empty()
        : status.getConditions().stream()
            .filter(condition -> type.equals(condition.getType()))
            .findFirst();
  }

  static boolean holds(V1Pod pod, String type) {
    return condition(pod, type)
        .map(condition -> "True".equals(condition.getStatus()))
        .orElse(false);
  }

  static boolean ready(V1Pod pod) {
    return !leaving(pod) && holds(pod, "Ready");
  }

  /** Since when it has been ready, or not. */
  static Instant readySince(V1Pod pod) {
    return condition(pod, "Ready")
        .map(V1PodCondition::getLastTransitionTime)
        .map(OffsetDateTime::toInstant)
        .orElseGet(() -> created(pod));
  }

  static Instant created(V1Pod pod) {
    return instant(meta(pod).getCreationTimestamp(), Instant.EPOCH);
  }

  static Instant instant(@Nullable OffsetDateTime time, Instant otherwise) {
    return time == null ? otherwise : time.toInstant();
  }
}
