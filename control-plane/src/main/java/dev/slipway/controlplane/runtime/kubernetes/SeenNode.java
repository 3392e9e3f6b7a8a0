package dev.slipway.controlplane.runtime.kubernetes;

import dev.slipway.controlplane.vocabulary.Taint;
import io.kubernetes.client.openapi.models.V1Node;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A node, as far as anything here depends on it; a heartbeat alone makes none that is different.
 *
 * @param ready its kubelet says that it is well, and has said so lately
 * @param cordoned somebody keeps new pods away
 * @param allocatable what it has for pods
 * @param pods how many it takes
 */
record SeenNode(
    String name,
    Map<String, String> labels,
    Set<Taint> taints,
    boolean ready,
    boolean cordoned,
    Requests allocatable,
    long pods) {
  SeenNode {
    labels = Map.copyOf(labels);
    taints = Set.copyOf(taints);
  }

  static SeenNode of(V1Node node) {
    var spec = node.getSpec();
    var status = node.getStatus();
    var allocatable = status == null ? null : status.getAllocatable();
    var conditions = status == null ? null : status.getConditions();
    var taints = new HashSet<Taint>();
    if (spec != null && spec.getTaints() != null) {
      for (var taint : spec.getTaints()) {
        taints.add(
            new Taint(
                taint.getKey(),
                Objects.requireNonNullElse(taint.getValue(), ""),
                taint.getEffect()));
      }
    }
    return new SeenNode(
        Names.of(node),
        Labels.of(Pods.meta(node)),
        taints,
        conditions != null
            && conditions.stream()
                .anyMatch(c -> "Ready".equals(c.getType()) && "True".equals(c.getStatus())),
        spec != null && Boolean.TRUE.equals(spec.getUnschedulable()),
        Requests.of(allocatable),
        allocatable == null || !allocatable.containsKey("pods")
            ? 0
            : allocatable.get("pods").getNumber().longValue());
  }

  boolean open() {
    return ready && !cordoned;
  }
}
