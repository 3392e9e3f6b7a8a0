package dev.slipway.controlplane.runtime.kubernetes;

import dev.slipway.controlplane.vocabulary.AppId;
import dev.slipway.controlplane.vocabulary.Memory;
import dev.slipway.controlplane.vocabulary.Taint;
import io.kubernetes.client.common.KubernetesObject;
import io.kubernetes.client.custom.Quantity;
import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1ContainerState;
import io.kubernetes.client.openapi.models.V1ContainerStateRunning;
import io.kubernetes.client.openapi.models.V1ContainerStateTerminated;
import io.kubernetes.client.openapi.models.V1ContainerStateWaiting;
import io.kubernetes.client.openapi.models.V1ContainerStatus;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1DeploymentCondition;
import io.kubernetes.client.openapi.models.V1DeploymentSpec;
import io.kubernetes.client.openapi.models.V1DeploymentStatus;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import io.kubernetes.client.openapi.models.V1OwnerReference;
import io.kubernetes.client.openapi.models.V1Pod;
import io.kubernetes.client.openapi.models.V1PodCondition;
import io.kubernetes.client.openapi.models.V1PodSpec;
import io.kubernetes.client.openapi.models.V1PodStatus;
import io.kubernetes.client.openapi.models.V1ReplicaSet;
import io.kubernetes.client.openapi.models.V1ResourceRequirements;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Objects of an app as a cluster has them, for stories: one Deployment, whose ReplicaSets are
 * counted from 1 and are called {@code hello-1}, {@code hello-2}…; pods are called after them.
 */
final class Scene {
  static final Instant START = Instant.parse("2026-05-04T10:00:00Z");

  private final AppId app;
  private final List<V1ReplicaSet> sets = new ArrayList<>();
  private final List<V1Pod> pods = new ArrayList<>();
  private final List<Happening> happenings = new ArrayList<>();
  private final List<NodeRoom> rooms = new ArrayList<>();
  private final List<KubernetesObject> others = new ArrayList<>();
  private final Set<String> silent = new TreeSet<>();
  private @Nullable V1Deployment deployment;

  private Scene(AppId app) {
    this.app = app;
  }

  static Scene of(AppId app) {
    return new Scene(app);
  }

  static Instant at(long seconds) {
    return START.plusSeconds(seconds);
  }

  static OffsetDateTime time(long seconds) {
    return at(seconds).atOffset(ZoneOffset.UTC);
  }

  /** A Deployment that wants so many replicas; its newest ReplicaSet is the last one added. */
  Scene wants(int replicas) {
    deployment =
        new V1Deployment()
            .metadata(
                new V1ObjectMeta()
                    .name("hello")
                    .namespace("slipway-default")
                    .generation(1L)
                    .creationTimestamp(time(0))
                    .annotations(
                        new HashMap<>(
                            Map.of("deployment.kubernetes.io/revision", "" + sets.size()))))
            .spec(new V1DeploymentSpec().replicas(replicas))
            .status(new V1DeploymentStatus().observedGeneration(1L).updatedReplicas(replicas));
    return this;
  }

  Scene deployment(Consumer<V1Deployment> change) {
    change.accept(Objects.requireNonNull(deployment));
    return this;
  }

  /** The Deployment's controller has given up. */
  Scene deadlineExceeded(long since) {
    return deployment(d ->
        Objects.requireNonNull(d.getStatus())
            .conditions(
                List.of(
                    new V1DeploymentCondition()
                        .type("Progressing")
                        .status("False")
                        .reason("ProgressDeadlineExceeded")
                        .lastUpdateTime(time(since))
                        .lastTransitionTime(time(since)))));
  }

  /** One more ReplicaSet, made from this revision. */
  Scene set(long revision) {
    var count = sets.size() + 1;
    sets.add(
        new V1ReplicaSet()
            .metadata(
                new V1ObjectMeta()
                    .name("hello-" + count)
                    .annotations(
                        Map.of(
                            "deployment.kubernetes.io/revision",
                            "" + count,
                            Labels.REVISION,
                            "" + revision))));
    return this;
  }

  /** One more pod of the last ReplicaSet, named after it and this. */
  @SafeVarargs
  final Scene pod(String name, Consumer<V1Pod>... changes) {
    return podOf(sets.size(), name, changes);
  }

  @SafeVarargs
  final Scene podOf(int set, String name, Consumer<V1Pod>... changes) {
    var pod =
        new V1Pod()
            .metadata(
                new V1ObjectMeta()
                    .name("hello-" + set + "-" + name)
                    .uid("uid-" + set + "-" + name)
                    .labels(Map.of(Labels.REGION, "gra"))
                    .creationTimestamp(time(0))
                    .ownerReferences(
                        List.of(new V1OwnerReference().kind("ReplicaSet").name("hello-" + set))))
            .spec(
                new V1PodSpec()
                    .containers(
                        List.of(
                            new V1Container()
                                .name("app")
                                .image("registry.example/hello:1")
                                .resources(
                                    new V1ResourceRequirements()
                                        .putLimitsItem("memory", new Quantity("64Mi"))
                                        .putRequestsItem("cpu", new Quantity("1"))
                                        .putRequestsItem("memory", new Quantity("64Mi"))))))
            .status(new V1PodStatus().phase("Pending"));
    for (var change : changes) {
      change.accept(pod);
    }
    pods.add(pod);
    return this;
  }

  Scene says(String pod, boolean warning, String reason, String message, long time) {
    happenings.add(
        new Happening(
            "said-" + happenings.size(),
            "uid-" + pod,
            "Pod",
            "",
            warning,
            reason,
            message,
            1,
            at(time)));
    return this;
  }

  Scene room(String name, boolean open, long milliCpus, long gibs, int gpus) {
    rooms.add(
        new NodeRoom(
            name,
            Map.of("pool", "gpu"),
            Set.<Taint>of(),
            open,
            milliCpus,
            Memory.gib(gibs),
            gpus < 0 ? Map.of() : Map.of("nvidia.com/gpu", gpus),
            100));
    return this;
  }

  Scene silent(String node) {
    silent.add(node);
    return this;
  }

  Scene other(KubernetesObject object) {
    others.add(object);
    return this;
  }

  AppObjects seen() {
    return new AppObjects(app, deployment, sets, pods, others, happenings, silent, rooms);
  }

  static Consumer<V1Pod> on(String node) {
    return pod -> Objects.requireNonNull(pod.getSpec()).setNodeName(node);
  }

  static Consumer<V1Pod> ready(long since) {
    return running(since, since, true);
  }

  static Consumer<V1Pod> running(long started, long readyOrNotSince, boolean ready) {
    return pod -> {
      status(pod).phase("Running").podIP("10.0.0." + (pod.hashCode() & 0x7f));
      state(pod).running(new V1ContainerStateRunning().startedAt(time(started)));
      condition(pod, "Ready", ready ? "True" : "False", "", "", readyOrNotSince);
    };
  }

  static Consumer<V1Pod> waiting(String reason, String message) {
    return pod ->
        state(pod)
            .running(null)
            .waiting(new V1ContainerStateWaiting().reason(reason).message(message));
  }

  /** Has ended now, or before if it waits or runs. */
  static Consumer<V1Pod> ended(int code, String reason, long from, long until, String log) {
    return pod -> {
      var end =
          new V1ContainerStateTerminated()
              .exitCode(code)
              .reason(reason)
              .startedAt(time(from))
              .finishedAt(time(until))
              .containerID("containerd://" + from)
              .message(log);
      var state = state(pod);
      if (state.getWaiting() != null || state.getRunning() != null) {
        container(pod).setLastState(new V1ContainerState().terminated(end));
      } else {
        state.terminated(end);
      }
    };
  }

  static Consumer<V1Pod> restarts(int n) {
    return pod -> container(pod).setRestartCount(n);
  }

  static Consumer<V1Pod> leaving(long since) {
    return pod -> Pods.meta(pod).setDeletionTimestamp(time(since));
  }

  static Consumer<V1Pod> unschedulable(String message) {
    return pod -> condition(pod, "PodScheduled", "False", "Unschedulable", message, 0);
  }

  static Consumer<V1Pod> asks(String resource, String amount) {
    return pod -> Pods.resources(pod).orElseThrow().putRequestsItem(resource, new Quantity(amount));
  }

  static Consumer<V1Pod> disrupted(String reason, String message, long since) {
    return pod -> condition(pod, "DisruptionTarget", "True", reason, message, since);
  }

  static Consumer<V1Pod> failed(String reason, String message) {
    return pod -> status(pod).phase("Failed").reason(reason).message(message);
  }

  private static void condition(
      V1Pod pod, String type, String is, String reason, String message, long since) {
    status(pod)
        .addConditionsItem(
            new V1PodCondition()
                .type(type)
                .status(is)
                .reason(reason)
                .message(message)
                .lastTransitionTime(time(since)));
  }

  private static V1PodStatus status(V1Pod pod) {
    return Objects.requireNonNull(pod.getStatus());
  }

  private static V1ContainerStatus container(V1Pod pod) {
    var statuses = status(pod).getContainerStatuses();
    if (statuses == null || statuses.isEmpty()) {
      var fresh = new V1ContainerStatus().name("app").restartCount(0).state(new V1ContainerState());
      status(pod).addContainerStatusesItem(fresh);
      return fresh;
    }
    return statuses.getFirst();
  }

  private static V1ContainerState state(V1Pod pod) {
    return Objects.requireNonNull(container(pod).getState());
  }
}
