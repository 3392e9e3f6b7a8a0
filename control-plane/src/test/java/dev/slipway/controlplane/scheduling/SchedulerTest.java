package dev.slipway.controlplane.scheduling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.slipway.controlplane.vocabulary.AppId;
import dev.slipway.controlplane.vocabulary.Memory;
import dev.slipway.controlplane.vocabulary.NodeChoice;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SchedulerTest {
  private static final String NVIDIA = "nvidia.com/gpu";
  private static final String LET_IN = "let in";

  static Stream<Arguments> stories() {
    return Stream.of(
        arguments(
            "an empty system lets an app in",
            List.of(),
            List.of(gpus("chat", 2, 1)),
            List.of(LET_IN)),
        arguments(
            "the quota is taken",
            List.of(gpus("search", 3, 0)),
            List.of(gpus("chat", 2, 1)),
            List.of(
                "needs 2 GPUs, 1 of 4 is free in the quota of project default: search holds 3")),
        arguments(
            "many holders: the largest three are named",
            List.of(cpus("a", 1, 0), cpus("b", 3, 0), cpus("c", 2, 0), cpus("d", 4, 0)),
            List.of(cpus("e", 3, 1)),
            List.of(
                "needs 3 CPUs, 2 of 12 are free in the quota of project default: d holds 4, b holds 3, c holds 2 and 1 more hold the rest")),
        arguments(
            "another project's quota is not touched",
            List.of(gpus("search", 4, 0)),
            List.of(gpus("chat", 2, 1).in("other")),
            List.of(LET_IN)),
        arguments(
            "the region is taken by another project",
            List.of(gpus("search", 4, 0), gpus("train", 3, 0).in("other")),
            List.of(gpus("chat", 1, 1).in("third"), gpus("more", 1, 2).in("third")),
            List.of(
                LET_IN,
                "needs 1 GPU (nvidia.com/gpu), 0 of 8 are free in region local: search holds 4, train holds 3, chat holds 1")),
        arguments(
            "more than the quota has in all is told, and holds nobody up",
            List.of(),
            List.of(gpus("huge", 5, 1), gpus("chat", 4, 2)),
            List.of(
                "needs 5 GPUs at its most replicas, the quota of project default has 4: raise the quota, or take fewer units or replicas",
                LET_IN)),
        arguments(
            "a kind of GPU that the region lacks",
            List.of(),
            List.of(gpus("chat", 1, 1).of("amd.com/gpu")),
            List.of(
                "needs 1 GPU (amd.com/gpu) at its most replicas, region local has none: choose another flavor or region, or take fewer units or replicas")),
        arguments(
            "a silent engine",
            List.of(),
            List.of(gpus("chat", 1, 1).at("elsewhere"), gpus("talk", 4, 2)),
            List.of("the engine of its region has not answered yet", LET_IN)),
        arguments(
            "the oldest first, whatever the order",
            List.of(),
            List.of(gpus("late", 3, 2), gpus("early", 3, 1)),
            List.of(
                LET_IN,
                "needs 3 GPUs, 1 of 4 is free in the quota of project default: early holds 3")),
        arguments(
            "a small app does not pass a large one that waits for the same",
            List.of(gpus("search", 2, 0)),
            List.of(gpus("large", 4, 1), gpus("small", 1, 2)),
            List.of(
                "needs 4 GPUs, 2 of 4 are free in the quota of project default: search holds 2",
                "needs 1 GPU, 2 of 4 are free in the quota of project default: search holds 2; older and waiting too: large")),
        arguments(
            "an app that needs nothing of what is short passes",
            List.of(gpus("search", 2, 0)),
            List.of(gpus("large", 4, 1), cpus("web", 2, 2)),
            List.of(
                "needs 4 GPUs, 2 of 4 are free in the quota of project default: search holds 2",
                LET_IN)),
        arguments(
            "a small app passes through what a waiting one leaves",
            List.of(cpus("web", 7, 0)),
            List.of(gpus("busy", 4, 1), cpus("more", 6, 2), cpus("tiny", 1, 3).in("other")),
            List.of(
                LET_IN,
                "needs 6 CPUs, 5 of 12 are free in the quota of project default: web holds 7",
                LET_IN)),
        arguments(
            "an app that grows needs only what it lacks",
            List.of(gpus("chat", 2, 0)),
            List.of(gpus("chat", 4, 1)),
            List.of(LET_IN)),
        arguments(
            "an app that grows waits for what it lacks",
            List.of(gpus("chat", 2, 0), gpus("search", 1, 0)),
            List.of(gpus("chat", 4, 1)),
            List.of(
                "needs 2 GPUs more, 1 of 4 is free in the quota of project default: chat holds 2, search holds 1")),
        arguments(
            "an app that shrinks makes room in the same round",
            List.of(gpus("chat", 4, 0)),
            List.of(gpus("chat", 1, 1), gpus("search", 3, 2)),
            List.of(LET_IN, LET_IN)),
        arguments(
            "an app that changes from GPUs to CPUs gives the GPUs back",
            List.of(gpus("chat", 4, 0)),
            List.of(cpus("chat", 2, 1), gpus("search", 4, 2)),
            List.of(LET_IN, LET_IN)),
        arguments(
            "memory can run short too",
            List.of(),
            List.of(cpus("one", 1, 1).memory(60), cpus("two", 1, 2).memory(8)),
            List.of(
                LET_IN,
                "needs 8 GiB of memory, 4 GiB of 64 GiB are free in region local: one holds 60 GiB")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("stories")
  void decides(String story, List<Wish> holding, List<Wish> waiting, List<String> wanted) {
    assertThat(
            Scheduler.decide(snapshot(4, holding, waiting)).stream()
                .map(SchedulerTest::words)
                .toList())
        .isEqualTo(wanted);
  }

  @Test
  void aLoweredQuotaEvictsNobodyAndLetsNobodyIn() {
    var decisions =
        Scheduler.decide(snapshot(2, List.of(gpus("search", 4, 0)), List.of(gpus("chat", 1, 1))));

    assertThat(decisions.stream().map(SchedulerTest::words))
        .containsExactly(
            "needs 1 GPU, 0 of 2 are free in the quota of project default: search holds 4");
  }

  @Test
  void beyondALoweredQuotaAnAppChangesWithinWhatItHolds() {
    var decisions =
        Scheduler.decide(
            snapshot(
                2,
                List.of(gpus("search", 4, 0), gpus("chat", 3, 0)),
                List.of(gpus("search", 4, 1), gpus("chat", 5, 2))));

    assertThat(decisions.stream().map(SchedulerTest::words))
        .containsExactly(
            LET_IN,
            "needs 5 GPUs at its most replicas, the quota of project default has 2: raise the quota, or take fewer units or replicas");
  }

  private static String words(Decision decision) {
    return switch (decision) {
      case Decision.Admit _ -> LET_IN;
      case Decision.Wait(_, _, var reason) -> reason;
    };
  }

  private static Snapshot snapshot(int gpuQuota, List<Wish> holding, List<Wish> waiting) {
    return new Snapshot(
        Map.of(
            "default", new Demand.Units(12, gpuQuota),
            "other", new Demand.Units(12, 4),
            "third", new Demand.Units(12, 4)),
        Map.of(
            "machine",
            new Snapshot.Pool("region local", 64, Memory.gib(64), Map.of(NVIDIA, 8), List.of())),
        holding.stream().map(Wish::demand).toList(),
        waiting.stream().map(Wish::demand).toList());
  }

  private static Wish gpus(String name, int gpus, int second) {
    return new Wish(name, "default", "machine", 0, gpus, NVIDIA, 0, second);
  }

  private static Wish cpus(String name, int cpus, int second) {
    return new Wish(name, "default", "machine", cpus, 0, "", 0, second);
  }

  /** A demand in the words of a story. */
  record Wish(
      String name,
      String project,
      String pool,
      int cpus,
      int gpus,
      String gpuResource,
      int gib,
      int second) {
    Wish in(String other) {
      return new Wish(name, other, pool, cpus, gpus, gpuResource, gib, second);
    }

    Wish at(String other) {
      return new Wish(name, project, other, cpus, gpus, gpuResource, gib, second);
    }

    Wish of(String resource) {
      return new Wish(name, project, pool, cpus, gpus, resource, gib, second);
    }

    Wish memory(int amount) {
      return new Wish(name, project, pool, cpus, gpus, gpuResource, amount, second);
    }

    Demand demand() {
      return new Demand(
          new AppId(new UUID(0, name.hashCode()).toString()),
          name,
          project,
          pool,
          new Demand.Units(cpus, gpus),
          new Shape("flavor", new Amount(cpus, Memory.gib(gib), gpus, gpuResource), NodeChoice.ANY),
          1,
          Instant.ofEpochSecond(second));
    }
  }
}
