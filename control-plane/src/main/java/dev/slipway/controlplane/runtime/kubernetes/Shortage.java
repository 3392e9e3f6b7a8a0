package dev.slipway.controlplane.runtime.kubernetes;

import dev.slipway.controlplane.vocabulary.Memory;
import dev.slipway.controlplane.vocabulary.NodeChoice;
import dev.slipway.controlplane.vocabulary.Toleration;
import io.kubernetes.client.openapi.models.V1Pod;
import io.kubernetes.client.openapi.models.V1PodSpec;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;

/** Says what is short, and where, when a pod finds no place on any node. */
final class Shortage {
  /**
   * One thing that a pod asks for.
   *
   * @param free how much of it a node has left
   * @param words how people say an amount of it
   */
  private record Need(long amount, ToLongFunction<NodeRoom> free, LongFunction<String> words) {
    boolean met(NodeRoom room) {
      return free.applyAsLong(room) >= amount;
    }
  }

  private final List<Need> needs = new ArrayList<>();
  private final NodeChoice choice;
  private final List<NodeRoom> made;
  private final String nodes;
  private final String region;

  private Shortage(V1Pod pod, V1PodSpec spec, List<NodeRoom> rooms) {
    var asks = Requests.of(spec);
    var gpus = new TreeMap<>(asks.gpus());
    choice = choice(spec);
    region = Labels.of(Pods.meta(pod)).getOrDefault(Labels.REGION, "the cluster");
    nodes = gpus.isEmpty() ? "nodes" : "GPU nodes";
    made = rooms.stream().filter(room -> room.gpus().keySet().containsAll(gpus.keySet())).toList();
    gpus.forEach((name, n) ->
        needs.add(new Need(n, room -> room.gpus().getOrDefault(name, 0), String::valueOf)));
    needs.add(new Need(asks.milliCpus(), NodeRoom::milliCpus, Shortage::cpus));
    needs.add(
        new Need(
            asks.memory(),
            room -> room.memory().bytes(),
            bytes -> new Memory(Math.max(bytes, 0)) + " of memory"));
    needs.add(new Need(1, NodeRoom::pods, n -> n + (n == 1 ? " place" : " places") + " for pods"));
  }

  /** Pure. Empty: the nodes' figures do not explain it. */
  static Optional<String> of(V1Pod pod, List<NodeRoom> rooms) {
    var spec = pod.getSpec();
    return spec == null || rooms.isEmpty()
        ? Optional.empty()
        : new Shortage(pod, spec, rooms).tell();
  }

  private Optional<String> tell() {
    if (made.isEmpty()) {
      return Optional.of("no node in %s has such GPUs".formatted(region));
    }
    var chosen = made.stream().filter(room -> choice.suits(room.labels(), room.taints())).toList();
    if (chosen.isEmpty()) {
      return Optional.of(
          "0 of %d %s in %s have the flavor's labels, and no taint that it does not tolerate"
              .formatted(made.size(), nodes, region));
    }
    var open = chosen.stream().filter(NodeRoom::open).toList();
    if (open.isEmpty()) {
      return Optional.of(
          "0 of %d %s in %s take replicas now: they are not ready, or cordoned"
              .formatted(chosen.size(), nodes, region));
    }
    for (var need : needs) {
      if (open.stream().noneMatch(need::met)) {
        var most = open.stream().mapToLong(need.free()).max().orElse(0);
        return Optional.of(
            "0 of %d %s in %s have %s free; the most is %s"
                .formatted(
                    chosen.size(),
                    nodes,
                    region,
                    need.words().apply(need.amount()),
                    need.words().apply(Math.max(most, 0))));
      }
    }
    return open.stream().anyMatch(room -> needs.stream().allMatch(need -> need.met(room)))
        ? Optional.empty()
        : Optional.of(
            "0 of %d %s in %s have %s free together"
                .formatted(
                    chosen.size(),
                    nodes,
                    region,
                    String.join(
                        " and ",
                        needs.stream()
                            .filter(need -> !open.stream().allMatch(need::met))
                            .map(need -> need.words().apply(need.amount()))
                            .toList())));
  }

  private static String cpus(long milli) {
    return BigDecimal.valueOf(milli, 3).stripTrailingZeros().toPlainString() + " CPU";
  }

  private static NodeChoice choice(V1PodSpec spec) {
    var labels = spec.getNodeSelector();
    var tolerations = spec.getTolerations();
    return new NodeChoice(
        labels == null ? new TreeMap<>() : new TreeMap<>(labels),
        tolerations == null
            ? List.of()
            : tolerations.stream()
                .map(each ->
                    new Toleration(
                        Objects.requireNonNullElse(each.getKey(), ""),
                        Objects.requireNonNullElse(each.getValue(), ""),
                        Objects.requireNonNullElse(each.getEffect(), "")))
                .toList());
  }
}
