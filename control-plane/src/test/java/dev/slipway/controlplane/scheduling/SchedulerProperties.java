package dev.slipway.controlplane.scheduling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.controlplane.vocabulary.AppId;
import dev.slipway.controlplane.vocabulary.Memory;
import dev.slipway.controlplane.vocabulary.NodeChoice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for every snapshot. */
class SchedulerProperties {
  private static final String KIND = "nvidia.com/gpu";
  private static final Snapshot.Pool POOL =
      new Snapshot.Pool("region local", 40, Memory.gib(160), Map.of(KIND, 6), List.of());
  private static final Map<String, Demand.Units> QUOTAS =
      Map.of("red", new Demand.Units(12, 4), "blue", new Demand.Units(20, 3));

  /** One thing that happens: an app asks for this much, and one that runs may leave. */
  record Moment(String project, int cpus, int gpus, int leaver) {}

  @Provide
  Arbitrary<List<Moment>> histories() {
    return Combinators.combine(
            Arbitraries.of("red", "blue"),
            Arbitraries.integers().between(0, 14),
            Arbitraries.integers().between(0, 5),
            Arbitraries.integers().between(-3, 8))
        .as(Moment::new)
        .list()
        .ofMaxSize(40);
  }

  @Property(tries = 500)
  void noQuotaAndNoRegionIsEverExceeded(@ForAll("histories") List<Moment> history) {
    var system = new Machine();
    for (var moment : history) {
      system.live(moment);
      system.assertWithinBounds();
    }
  }

  @Property(tries = 500)
  void thereIsOneDecisionForEachWaitingApp(@ForAll("histories") List<Moment> history) {
    var system = new Machine();
    for (var moment : history) {
      var waiting = system.waiting.stream().map(Demand::app).toList();
      assertThat(system.decide().stream().map(Decision::app).toList())
          .containsExactlyInAnyOrderElementsOf(waiting);
      system.live(moment);
    }
  }

  /**
   * A large app comes when others run. Whatever small ones come after it, it is let in once those
   * who held something before it have left.
   */
  @Property(tries = 500)
  void aLargeAppIsNotStarvedByLaterSmallOnes(
      @ForAll("histories") List<Moment> before, @ForAll("histories") List<Moment> after) {
    var system = new Machine();
    before.forEach(system::live);
    system.waiting.clear();
    var elders = new ArrayList<>(system.holding.keySet());

    var large = system.ask("red", 12, 4);
    for (var moment : after) {
      system.ask(moment.project(), Math.min(moment.cpus(), 2), Math.min(moment.gpus(), 1));
      system.round();
      if (!elders.isEmpty()) {
        system.holding.remove(elders.removeFirst());
      }
    }
    elders.forEach(system.holding::remove);
    system.round();

    assertThat(system.holding).containsKey(large);
  }

  /** Nothing is left idle for no reason: alone, whatever fits is let in. */
  @Property(tries = 500)
  void whatFitsIntoAnEmptySystemIsLetIn(@ForAll("histories") List<Moment> history) {
    for (var moment : history) {
      var system = new Machine();
      var app = system.ask(moment.project(), moment.cpus(), moment.gpus());
      system.round();
      var quota = QUOTAS.getOrDefault(moment.project(), new Demand.Units(0, 0));
      var fits =
          moment.cpus() <= quota.cpu()
              && moment.gpus() <= quota.gpu()
              && moment.cpus() <= POOL.cpus()
              && moment.gpus() <= POOL.gpus().getOrDefault(KIND, 0);
      assertThat(system.holding.containsKey(app)).isEqualTo(fits);
    }
  }

  /** Apps over time. */
  private static final class Machine {
    private final Map<AppId, Demand> holding = new HashMap<>();
    private final List<Demand> waiting = new ArrayList<>();
    private int clock;

    void live(Moment moment) {
      ask(moment.project(), moment.cpus(), moment.gpus());
      if (moment.leaver() >= 0 && moment.leaver() < holding.size()) {
        var leaver =
            holding.keySet().stream()
                .sorted((a, b) -> a.value().compareTo(b.value()))
                .skip(moment.leaver())
                .findFirst()
                .orElseThrow();
        holding.remove(leaver);
      }
      round();
    }

    AppId ask(String project, int cpus, int gpus) {
      var id = new AppId(new UUID(0, ++clock).toString());
      waiting.add(
          new Demand(
              id,
              "app-" + clock,
              project,
              "machine",
              new Demand.Units(cpus, gpus),
              new Shape(
                  "flavor",
                  new Amount(cpus, Memory.gib(cpus), gpus, gpus == 0 ? "" : KIND),
                  NodeChoice.ANY),
              1,
              Instant.ofEpochSecond(clock)));
      return id;
    }

    List<Decision> decide() {
      return Scheduler.decide(
          new Snapshot(QUOTAS, Map.of("machine", POOL), List.copyOf(holding.values()), waiting));
    }

    void round() {
      for (var decision : decide()) {
        if (decision instanceof Decision.Admit(var app)) {
          waiting.stream()
              .filter(demand -> demand.app().equals(app))
              .forEach(demand -> holding.put(app, demand));
          waiting.removeIf(demand -> demand.app().equals(app));
        }
      }
    }

    void assertWithinBounds() {
      QUOTAS.forEach((project, quota) -> {
        var held = holding.values().stream().filter(d -> d.project().equals(project)).toList();
        assertThat(held.stream().mapToInt(d -> d.units().gpu()).sum())
            .isLessThanOrEqualTo(quota.gpu());
        assertThat(held.stream().mapToInt(d -> d.units().cpu()).sum())
            .isLessThanOrEqualTo(quota.cpu());
      });
      assertThat(holding.values().stream().mapToInt(d -> d.amount().gpus()).sum())
          .isLessThanOrEqualTo(6);
      assertThat(holding.values().stream().mapToInt(d -> d.amount().cpus()).sum())
          .isLessThanOrEqualTo(40);
    }
  }
}
