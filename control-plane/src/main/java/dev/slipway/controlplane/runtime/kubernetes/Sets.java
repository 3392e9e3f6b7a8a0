package dev.slipway.controlplane.runtime.kubernetes;

import io.kubernetes.client.openapi.models.V1Pod;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Which ReplicaSet of a Deployment is the newest, and of which revision each pod is.
 *
 * @param current name of the newest; empty before there is one
 * @param revisions by name; 0 when it is not known
 */
record Sets(String current, Map<String, Long> revisions) {
  /** Kubernetes' own count, on a Deployment and on its ReplicaSets. */
  private static final String COUNT = "deployment.kubernetes.io/revision";

  static Sets of(AppObjects seen) {
    var deployment = seen.deployment();
    var count =
        deployment == null
            ? ""
            : Labels.annotationsOf(Pods.meta(deployment)).getOrDefault(COUNT, "");
    var current =
        seen.replicaSets().stream()
            .filter(set ->
                !count.isEmpty() && count.equals(Labels.annotationsOf(Pods.meta(set)).get(COUNT)))
            .map(Names::of)
            .findFirst()
            .orElse("");
    return new Sets(
        current,
        seen.replicaSets().stream()
            .collect(
                Collectors.toMap(
                    Names::of,
                    set ->
                        number(
                            Labels.annotationsOf(Pods.meta(set)).getOrDefault(Labels.REVISION, "")),
                    (one, _) -> one)));
  }

  private static long number(String text) {
    return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
  }

  /** The revision of the newest; 0 when it is not known. */
  long revision() {
    return revisions.getOrDefault(current, 0L);
  }

  long revisionOf(V1Pod pod) {
    return revisions.getOrDefault(Pods.replicaSet(pod), 0L);
  }

  boolean isCurrent(V1Pod pod) {
    return !current.isEmpty() && current.equals(Pods.replicaSet(pod));
  }

  List<V1Pod> currentOf(List<V1Pod> pods) {
    return pods.stream().filter(this::isCurrent).toList();
  }
}
