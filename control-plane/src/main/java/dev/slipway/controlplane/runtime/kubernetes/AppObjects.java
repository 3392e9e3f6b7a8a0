package dev.slipway.controlplane.runtime.kubernetes;

import dev.slipway.controlplane.vocabulary.AppId;
import io.kubernetes.client.common.KubernetesObject;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Pod;
import io.kubernetes.client.openapi.models.V1ReplicaSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a cluster has of one app, as last heard. Never changes; nor may the objects in it be
 * changed. They lack what {@link Trim} takes out.
 *
 * @param replicaSets of the deployment, in no order
 * @param pods of the app, by name, the ones that end included
 * @param others that carry the app's label: Services, HorizontalPodAutoscalers,
 *     PodDisruptionBudgets, NetworkPolicies and Secrets (without their values), by kind and name
 * @param happenings what the cluster says about the pods, ReplicaSets and autoscaler, oldest first
 * @param silentNodes of those that its pods are on, the ones that are not ready or are gone
 * @param rooms all nodes, while a pod finds no place on any; else empty
 */
record AppObjects(
    AppId app,
    @Nullable V1Deployment deployment,
    List<V1ReplicaSet> replicaSets,
    List<V1Pod> pods,
    List<KubernetesObject> others,
    List<Happening> happenings,
    Set<String> silentNodes,
    List<NodeRoom> rooms) {
  AppObjects {
    replicaSets = List.copyOf(replicaSets);
    pods = List.copyOf(pods);
    others = List.copyOf(others);
    happenings = List.copyOf(happenings);
    silentNodes = Set.copyOf(silentNodes);
    rooms = List.copyOf(rooms);
  }

  static AppObjects none(AppId app) {
    return new AppObjects(
        app, null, List.of(), List.of(), List.of(), List.of(), Set.of(), List.of());
  }

  boolean isEmpty() {
    return deployment == null && replicaSets.isEmpty() && pods.isEmpty() && others.isEmpty();
  }
}
