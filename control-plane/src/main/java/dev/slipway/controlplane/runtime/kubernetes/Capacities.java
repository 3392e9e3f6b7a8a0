package dev.slipway.controlplane.runtime.kubernetes;

import dev.slipway.controlplane.runtime.Capacity;
import dev.slipway.controlplane.runtime.Node;
import dev.slipway.controlplane.vocabulary.AppId;
import dev.slipway.controlplane.vocabulary.Memory;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a cluster has for apps, from its nodes and from the pods on them. */
final class Capacities {
  /** What pods on one node take. */
  private static final class Load {
    private Requests others = Requests.NONE;
    private Requests ours = Requests.NONE;
    private long pods;
    private final Map<AppId, Integer> replicas = new HashMap<>();

    private void add(SeenPod pod) {
      pods++;
      var app = pod.app();
      if (app == null) {
        others = others.plus(pod.asks());
      } else {
        ours = ours.plus(pod.asks());
        replicas.merge(app, 1, Integer::sum);
      }
    }
  }

  private Capacities() {}

  /** Pure. Nodes that take no new pods, or are not ready, add nothing. */
  static Capacity of(Collection<SeenNode> nodes, Collection<SeenPod> pods) {
    var loads = loads(pods);
    var each =
        nodes.stream()
            .filter(SeenNode::open)
            .sorted(Comparator.comparing(SeenNode::name))
            .map(node -> node(node, loads.getOrDefault(node.name(), new Load())))
            .toList();
    var gpus = new HashMap<String, Integer>();
    each.forEach(node -> node.gpus().forEach((name, n) -> gpus.merge(name, n, Integer::sum)));
    return new Capacity(
        each.stream().mapToInt(Node::cpus).sum(),
        each.stream().map(Node::memory).reduce(Memory.NONE, Memory::plus),
        gpus,
        each);
  }

  /** Pure. What is free now on every node. */
  static List<NodeRoom> rooms(Collection<SeenNode> nodes, Collection<SeenPod> pods) {
    var loads = loads(pods);
    return nodes.stream()
        .sorted(Comparator.comparing(SeenNode::name))
        .map(node -> {
          var load = loads.getOrDefault(node.name(), new Load());
          var free = left(node.allocatable(), load.others.plus(load.ours));
          return new NodeRoom(
              node.name(),
              node.labels(),
              node.taints(),
              node.open(),
              free.milliCpus(),
              new Memory(free.memory()),
              free.gpus(),
              node.pods() - load.pods);
        })
        .toList();
  }

  private static Map<String, Load> loads(Collection<SeenPod> pods) {
    var loads = new HashMap<String, Load>();
    for (var pod : pods) {
      if (!pod.node().isEmpty()) {
        loads.computeIfAbsent(pod.node(), _ -> new Load()).add(pod);
      }
    }
    return loads;
  }

  private static Node node(SeenNode node, Load load) {
    var left = left(node.allocatable(), load.others);
    return new Node(
        node.name(),
        node.labels(),
        node.taints(),
        (int) (left.milliCpus() / 1000),
        new Memory(left.memory()),
        left.gpus(),
        load.replicas);
  }

  private static Requests left(Requests all, Requests taken) {
    var gpus = new HashMap<String, Integer>();
    all.gpus()
        .forEach((name, n) -> gpus.put(name, Math.max(0, n - taken.gpus().getOrDefault(name, 0))));
    return new Requests(
        Math.max(0, all.milliCpus() - taken.milliCpus()),
        Math.max(0, all.memory() - taken.memory()),
        gpus);
  }
}
