package dev.slipway.controlplane.scheduling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.slipway.controlplane.runtime.Node;
import dev.slipway.controlplane.vocabulary.AppId;
import dev.slipway.controlplane.vocabulary.Memory;
import dev.slipway.controlplane.vocabulary.NodeChoice;
import dev.slipway.controlplane.vocabulary.Taint;
import dev.slipway.controlplane.vocabulary.Toleration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A region that is a cluster: two nodes with four L4 each, one with eight H100, one without. */
class SchedulerNodesTest {
  private static final String LET_IN = "let in";
  private static final String KIND = "nvidia.com/gpu";
  private static final String REMEDY =
      ": choose another flavor or region, or take fewer units or replicas";

  private static final List<Machine> CLUSTER =
      List.of(
          gpuNode("l4-a", "l4", 4),
          gpuNode("l4-b", "l4", 4),
          gpuNode("h100", "h100", 8),
          web("web"));

  static Stream<Arguments> stories() {
    return Stream.of(
        arguments(
            "each replica goes where there is room",
            CLUSTER,
            List.of(),
            List.of(l4("chat", 4, 2, 1), l4("search", 1, 1, 2)),
            List.of(
                LET_IN,
                "needs 1 GPU on one node, 0 of 2 nodes for l4 in region gra have that free, the most on one is 0: chat holds 8")),
        arguments(
            "what is free in all does not help when it is on two nodes",
            List.of(
                gpuNode("l4-a", "l4", 4).with("chat", 2),
                gpuNode("l4-b", "l4", 4).with("search", 3)),
            List.of(l4("chat", 2, 1, 0), l4("search", 3, 1, 0)),
            List.of(l4("large", 3, 1, 1)),
            List.of(
                "needs 3 GPUs on one node, 0 of 2 nodes for l4 in region gra have that free, the most on one is 2: search holds 3, chat holds 2")),
        arguments(
            "replicas that are there are where they are, not where they would fit first",
            List.of(gpuNode("l4-a", "l4", 4), gpuNode("l4-b", "l4", 4).with("chat", 1)),
            List.of(l4("chat", 1, 1, 0)),
            List.of(l4("large", 4, 1, 1)),
            List.of(LET_IN)),
        arguments(
            "replicas that are not there yet count where they fit first",
            List.of(gpuNode("l4-a", "l4", 4), gpuNode("l4-b", "l4", 4).with("chat", 1)),
            List.of(l4("chat", 1, 2, 0)),
            List.of(l4("large", 4, 1, 1)),
            List.of(
                "needs 4 GPUs on one node, 0 of 2 nodes for l4 in region gra have that free, the most on one is 3: chat holds 2")),
        arguments(
            "a replica that is on its way out, beyond what its app holds, does not count",
            List.of(
                gpuNode("l4-a", "l4", 4).with("chat", 1), gpuNode("l4-b", "l4", 4).with("chat", 1)),
            List.of(l4("chat", 1, 1, 0)),
            List.of(l4("large", 4, 1, 1)),
            List.of(LET_IN)),
        arguments(
            "what others run on a node is left out of it",
            List.of(gpuNode("l4-a", "l4", 1), gpuNode("l4-b", "l4", 4)),
            List.of(),
            List.of(l4("chat", 2, 3, 1)),
            List.of(
                "needs 2 GPUs on one node for each of 3 replicas, 2 nodes for l4 in region gra have room for 2 even when empty"
                    + REMEDY)),
        arguments(
            "room for some of the replicas is not enough",
            List.of(gpuNode("l4-a", "l4", 4).with("chat", 2), gpuNode("l4-b", "l4", 4)),
            List.of(l4("chat", 2, 1, 0)),
            List.of(l4("many", 2, 4, 1)),
            List.of(
                "needs 2 GPUs on one node for each of 4 replicas, 2 nodes for l4 in region gra have room for 3, the most on one is 4: chat holds 2")),
        arguments(
            "more than the biggest node has is told, and holds nobody up",
            CLUSTER,
            List.of(),
            List.of(l4("huge", 5, 1, 1), l4("chat", 4, 2, 2)),
            List.of(
                "needs 5 GPUs on one node, the biggest of 2 nodes for l4 in region gra, l4-a, has 4"
                    + REMEDY,
                LET_IN)),
        arguments(
            "CPUs can be what a GPU node lacks",
            List.of(gpuNode("l4-a", "l4", 4).cpus(3)),
            List.of(),
            List.of(l4("chat", 4, 1, 1)),
            List.of(
                "needs 4 CPUs on one node, the biggest of 1 node for l4 in region gra, l4-a, has 3"
                    + REMEDY)),
        arguments(
            "one node lacks this, the other that",
            List.of(gpuNode("l4-a", "l4", 4).cpus(3), gpuNode("l4-b", "l4", 2)),
            List.of(),
            List.of(l4("chat", 4, 1, 1)),
            List.of(
                "needs 4 GPUs, 4 CPUs and 4 GiB of memory on one node, none of 2 nodes for l4 in region gra has that even when empty"
                    + REMEDY)),
        arguments(
            "nobody has the flavor's labels",
            CLUSTER,
            List.of(),
            List.of(gpus("chat", "a100", 1, 1, 1)),
            List.of(
                "needs a node for flavor a100, none of the 4 nodes of region gra has the labels gpu=a100: label a node so, or choose another flavor or region")),
        arguments(
            "a taint that the flavor does not tolerate keeps it off, and one that it does, not",
            List.of(gpuNode("l4-a", "l4", 4).tainted("team", "vision")),
            List.of(),
            List.of(l4("chat", 1, 1, 1), l4("vision", 1, 1, 2).tolerates("team", "vision")),
            List.of(
                "needs a node for flavor l4, the 1 node with the labels gpu=l4 of region gra has a taint that it does not tolerate, such as team=vision:NoSchedule on l4-a: add the toleration to the flavor, or choose another flavor or region",
                LET_IN)),
        arguments(
            "an app without GPUs goes to any node that lets it",
            List.of(web("web").cpus(2), gpuNode("l4-a", "l4", 4).cpus(8)),
            List.of(),
            List.of(cpus("site", 6, 1, 1), cpus("more", 3, 1, 2)),
            List.of(
                LET_IN,
                "needs 3 CPUs on one node, 0 of 2 nodes for cpu in region gra have that free, the most on one is 2: site holds 6")),
        arguments(
            "an app that waits for a whole node keeps the one that is nearest to it",
            List.of(
                gpuNode("l4-a", "l4", 4).with("chat", 2),
                gpuNode("l4-b", "l4", 4).with("search", 1)),
            List.of(l4("chat", 2, 1, 0), l4("search", 1, 1, 0)),
            List.of(l4("large", 4, 1, 1), l4("small", 1, 1, 2), l4("smaller", 1, 1, 3)),
            List.of(
                "needs 4 GPUs on one node, 0 of 2 nodes for l4 in region gra have that free, the most on one is 3: chat holds 2, small holds 1, search holds 1",
                LET_IN,
                "needs 1 GPU on one node, 2 of 2 nodes for l4 in region gra have that free, the most on one is 3: chat holds 2, small holds 1, search holds 1; older and waiting too: large")),
        arguments(
            "an app that grows leaves its replicas where they are",
            List.of(
                gpuNode("l4-a", "l4", 4).with("chat", 1).with("search", 3),
                gpuNode("l4-b", "l4", 4)),
            List.of(l4("chat", 1, 1, 0), l4("search", 3, 1, 0)),
            List.of(l4("chat", 1, 3, 1)),
            List.of(LET_IN)),
        arguments(
            "an app that grows waits for the nodes that it lacks",
            List.of(
                gpuNode("l4-a", "l4", 4).with("chat", 1).with("search", 1),
                gpuNode("l4-b", "l4", 2).with("search", 1)),
            List.of(l4("chat", 2, 1, 0), l4("search", 1, 2, 0)),
            List.of(l4("chat", 2, 2, 1)),
            List.of(
                "needs 2 GPUs on one node for one more replica, 0 of 2 nodes for l4 in region gra have that free, the most on one is 1: chat holds 2, search holds 2")),
        arguments(
            "an app that asks for bigger replicas may have the room of its own",
            List.of(gpuNode("l4-a", "l4", 4).with("chat", 1)),
            List.of(l4("chat", 2, 1, 0)),
            List.of(l4("chat", 4, 1, 1)),
            List.of(LET_IN)),
        arguments(
            "an app that shrinks makes room in the same round",
            List.of(gpuNode("l4-a", "l4", 4).with("chat", 2)),
            List.of(l4("chat", 2, 2, 0)),
            List.of(l4("chat", 2, 1, 1), l4("search", 2, 1, 2)),
            List.of(LET_IN, LET_IN)),
        arguments(
            "an app whose node has gone is changed without having to queue again",
            List.of(gpuNode("l4-a", "l4", 4).with("search", 4)),
            List.of(l4("chat", 4, 1, 0), l4("search", 1, 4, 0)),
            List.of(l4("chat", 4, 1, 1), l4("late", 1, 1, 2)),
            List.of(
                LET_IN,
                "needs 1 GPU on one node, 0 of 1 node for l4 in region gra have that free, the most on one is 0: search holds 4")),
        arguments(
            "a held replica that lost its node goes before all who wait",
            List.of(gpuNode("l4-a", "l4", 4).with("search", 2)),
            List.of(l4("chat", 4, 1, 0), l4("search", 1, 2, 0)),
            List.of(l4("late", 1, 1, 2)),
            List.of(
                "needs 1 GPU on one node, 1 of 1 node for l4 in region gra has that free, the most on one is 2: search holds 2")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("stories")
  void decides(
      String story,
      List<Machine> nodes,
      List<Wish> holding,
      List<Wish> waiting,
      List<String> wanted) {
    var machines = nodes.stream().map(Machine::node).toList();
    var pool =
        new Snapshot.Pool(
            "region gra",
            machines.stream().mapToInt(Node::cpus).sum(),
            Memory.gib(machines.size() * 100L),
            Map.of(
                KIND, machines.stream().mapToInt(node -> node.gpus().getOrDefault(KIND, 0)).sum()),
            machines);
    var snapshot =
        new Snapshot(
            Map.of("default", new Demand.Units(1000, 1000)),
            Map.of("gra", pool),
            holding.stream().map(Wish::demand).toList(),
            waiting.stream().map(Wish::demand).toList());

    assertThat(Scheduler.decide(snapshot).stream().map(SchedulerNodesTest::words).toList())
        .isEqualTo(wanted);
  }

  private static String words(Decision decision) {
    return switch (decision) {
      case Decision.Admit _ -> LET_IN;
      case Decision.Wait(_, _, var reason) -> reason;
    };
  }

  private static Machine gpuNode(String name, String model, int gpus) {
    return new Machine(name, Map.of("gpu", model), Set.of(), 64, gpus, Map.of());
  }

  private static Machine web(String name) {
    return new Machine(name, Map.of(), Set.of(), 64, 0, Map.of());
  }

  /** A node in the words of a story; each has 100 GiB of memory. */
  record Machine(
      String name,
      Map<String, String> labels,
      Set<Taint> taints,
      int cpus,
      int gpus,
      Map<String, Integer> replicas) {
    Machine with(String app, int count) {
      var more = new HashMap<>(replicas);
      more.put(app, count);
      return new Machine(name, labels, taints, cpus, gpus, more);
    }

    Machine cpus(int count) {
      return new Machine(name, labels, taints, count, gpus, replicas);
    }

    Machine tainted(String key, String value) {
      return new Machine(
          name, labels, Set.of(new Taint(key, value, "NoSchedule")), cpus, gpus, replicas);
    }

    Node node() {
      var there = new HashMap<AppId, Integer>();
      replicas.forEach((app, count) -> there.put(id(app), count));
      return new Node(
          name,
          labels,
          taints,
          cpus,
          Memory.gib(100),
          gpus == 0 ? Map.of() : Map.of(KIND, gpus),
          there);
    }
  }

  private static AppId id(String app) {
    return new AppId(new UUID(0, app.hashCode()).toString());
  }

  private static Wish l4(String name, int gpus, int replicas, int second) {
    return gpus(name, "l4", gpus, replicas, second);
  }

  private static Wish gpus(String name, String flavor, int gpus, int replicas, int second) {
    return new Wish(name, flavor, gpus, 0, replicas, second, List.of());
  }

  private static Wish cpus(String name, int cpus, int replicas, int second) {
    return new Wish(name, "cpu", 0, cpus, replicas, second, List.of());
  }

  /** A demand in the words of a story: a GPU comes with a CPU and 1 GiB of memory. */
  record Wish(
      String name,
      String flavor,
      int gpus,
      int cpus,
      int replicas,
      int second,
      List<Toleration> tolerations) {
    Wish tolerates(String key, String value) {
      var more = List.of(new Toleration(key, value, ""));
      return new Wish(name, flavor, gpus, cpus, replicas, second, more);
    }

    Demand demand() {
      var labels = new TreeMap<String, String>();
      if (gpus > 0) {
        labels.put("gpu", flavor);
      }
      int each = gpus + cpus;
      return new Demand(
          id(name),
          name,
          "default",
          "gra",
          new Demand.Units(cpus * replicas, gpus * replicas),
          new Shape(
              flavor,
              new Amount(each, Memory.gib(each), gpus, gpus > 0 ? KIND : ""),
              new NodeChoice(labels, tolerations)),
          replicas,
          Instant.ofEpochSecond(second));
    }
  }
}
