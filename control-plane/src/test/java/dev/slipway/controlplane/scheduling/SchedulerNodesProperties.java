package dev.slipway.controlplane.scheduling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.controlplane.runtime.Node;
import dev.slipway.controlplane.vocabulary.AppId;
import dev.slipway.controlplane.vocabulary.Memory;
import dev.slipway.controlplane.vocabulary.NodeChoice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for every cluster. */
class SchedulerNodesProperties {
  private static final String KIND = "nvidia.com/gpu";
  private static final List<Integer> GPUS = List.of(4, 2, 8);

  /** One thing that happens: an app asks for replicas, and one that runs may leave. */
  record Moment(int gpus, int replicas, int leaver) {}

  @Provide
  Arbitrary<List<Moment>> histories() {
    return Combinators.combine(
            Arbitraries.integers().between(1, 9),
            Arbitraries.integers().between(1, 4),
            Arbitraries.integers().between(-2, 6))
        .as(Moment::new)
        .list()
        .ofMaxSize(30);
  }

  /** Every replica of every app that is let in finds a node, without moving any other. */
  @Property(tries = 500)
  void whateverIsLetInCanBePlaced(@ForAll("histories") List<Moment> history) {
    var cluster = new Cluster();
    for (var moment : history) {
      cluster.ask(moment.gpus(), moment.replicas());
      cluster.leave(moment.leaver());
      cluster.round();
    }
  }

  /** On an empty cluster an app is let in exactly when its replicas fit. */
  @Property(tries = 200)
  void aloneAnAppIsLetInWhenItsReplicasFit(@ForAll("histories") List<Moment> history) {
    for (var moment : history) {
      var cluster = new Cluster();
      cluster.ask(moment.gpus(), moment.replicas());
      int slots = GPUS.stream().mapToInt(gpus -> gpus / moment.gpus()).sum();
      assertThat(cluster.round()).isEqualTo(moment.replicas() <= slots ? 1 : 0);
    }
  }

  /** Once all who came before have left, the one that waits longest is in, whoever came after. */
  @Property(tries = 500)
  void theOldestThatWaitsIsNotStarvedByLaterOnes(
      @ForAll("histories") List<Moment> before, @ForAll("histories") List<Moment> after) {
    var cluster = new Cluster();
    for (var moment : before) {
      cluster.ask(moment.gpus(), moment.replicas());
      cluster.round();
    }
    cluster.waiting.clear();
    var elders = new ArrayList<>(cluster.holding.keySet());

    var large = cluster.ask(8, 1);
    for (var moment : after) {
      cluster.ask(Math.min(moment.gpus(), 2), 1);
      cluster.round();
      if (!elders.isEmpty()) {
        cluster.remove(elders.removeFirst());
      }
    }
    elders.forEach(cluster::remove);
    cluster.round();

    assertThat(cluster.holding).containsKey(large);
  }

  /** A cluster that puts each replica on the first node that has room for it. */
  private static final class Cluster {
    private final Map<AppId, Demand> holding = new LinkedHashMap<>();
    private final List<Demand> waiting = new ArrayList<>();
    private final List<Map<AppId, Integer>> replicas = new ArrayList<>();
    private int clock;

    Cluster() {
      GPUS.forEach(_ -> replicas.add(new HashMap<>()));
    }

    AppId ask(int gpus, int count) {
      var id = new AppId(new UUID(0, ++clock).toString());
      waiting.add(
          new Demand(
              id,
              "app-" + clock,
              "default",
              "gra",
              new Demand.Units(0, gpus * count),
              new Shape("flavor", new Amount(0, Memory.NONE, gpus, KIND), NodeChoice.ANY),
              count,
              Instant.ofEpochSecond(clock)));
      return id;
    }

    void leave(int index) {
      if (index >= 0 && index < holding.size()) {
        remove(List.copyOf(holding.keySet()).get(index));
      }
    }

    void remove(AppId app) {
      holding.remove(app);
      replicas.forEach(node -> node.remove(app));
    }

    /** Lets apps in and places them; returns how many. */
    int round() {
      int admitted = 0;
      for (var decision : Scheduler.decide(snapshot())) {
        if (decision instanceof Decision.Admit(var app)) {
          var demand =
              waiting.stream().filter(each -> each.app().equals(app)).findFirst().orElseThrow();
          waiting.remove(demand);
          holding.put(app, demand);
          for (int i = 0; i < demand.replicas(); i++) {
            place(demand);
          }
          admitted++;
        }
      }
      return admitted;
    }

    private void place(Demand demand) {
      for (int i = 0; i < GPUS.size(); i++) {
        if (left(i) >= demand.shape().share().gpus()) {
          replicas.get(i).merge(demand.app(), 1, Integer::sum);
          return;
        }
      }
      throw new AssertionError("no node for a replica of " + demand);
    }

    private int left(int node) {
      return GPUS.get(node)
          - replicas.get(node).entrySet().stream()
              .mapToInt(entry -> entry.getValue() * gpus(entry.getKey()))
              .sum();
    }

    private int gpus(AppId app) {
      return Objects.requireNonNull(holding.get(app)).shape().share().gpus();
    }

    private Snapshot snapshot() {
      var nodes = new ArrayList<Node>();
      for (int i = 0; i < GPUS.size(); i++) {
        nodes.add(
            new Node(
                "node-" + i,
                Map.of(),
                Set.of(),
                0,
                Memory.NONE,
                Map.of(KIND, GPUS.get(i)),
                replicas.get(i)));
      }
      var pool = new Snapshot.Pool("region gra", 0, Memory.NONE, Map.of(KIND, 14), nodes);
      return new Snapshot(
          Map.of("default", new Demand.Units(0, 1000)),
          Map.of("gra", pool),
          List.copyOf(holding.values()),
          waiting);
    }
  }
}
