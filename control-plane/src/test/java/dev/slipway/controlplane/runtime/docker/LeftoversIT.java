package dev.slipway.controlplane.runtime.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.controlplane.runtime.Workload;
import dev.slipway.controlplane.runtime.Workloads;
import dev.slipway.controlplane.vocabulary.AppId;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a control plane that was killed in the middle of a step leaves behind. */
class LeftoversIT {
  private final AppId app = AppId.random();
  private final Workload hello = Workloads.hello(app);
  private LocalDriver local;

  @BeforeEach
  void open() {
    TestEngine.required();
    local = new LocalDriver(TestEngine.address(), TestEngine.SETTINGS);
  }

  @AfterEach
  void close() {
    if (local != null) {
      local.close();
    }
  }

  @Test
  void killedBetweenMakingAndStartingAContainer() {
    var made = local.engine.client().create(spec("first", 0, "slipway-leftover"));

    local.driver().apply(hello);
    local.awaitReady(app, 1);

    assertThat(local.engine.client().inspect(made)).isEmpty();
    assertThat(local.containers(app)).hasSize(1);
  }

  @Test
  void killedAndItsNameIsTaken() {
    // Made by the very start that is about to be repeated.
    local.driver().apply(hello);
    var replica = local.awaitReady(app, 1).replicas().getFirst();
    var taken = local.engine.client().create(spec(replica.id(), 1, null));

    local
        .engine
        .client()
        .calls()
        .killContainerCmd(
            local.containers(app).stream()
                .filter(Container::running)
                .findFirst()
                .orElseThrow()
                .id())
        .exec();

    local.awaitSeen(app, seen -> seen.settled() && seen.replicas().getFirst().restarts() == 1);
    assertThat(local.engine.client().inspect(taken)).isEmpty();
  }

  @Test
  void twoContainersOfOneReplicaAndTheFirstMadeStays() {
    local.driver().apply(hello);
    var before = local.awaitReady(app, 1);
    var first = local.containers(app).getFirst();
    local.restart();
    var second = local.engine.client().create(spec(first.replica(), first.run(), "slipway-double"));
    local.engine.client().start(second);

    local.driver().apply(hello);

    assertThat(local.awaitReady(app, 1)).isEqualTo(before);
    await()
        .atMost(LocalDriver.PATIENCE)
        .until(() ->
            local.containers(app).stream().map(Container::id).toList().equals(List.of(first.id())));
  }

  @Test
  void othersOnTheSameEngineAreNotSeen() {
    local.driver().apply(hello);
    local.awaitReady(app, 1);

    try (var other = new LocalDriver(TestEngine.address(), TestEngine.SETTINGS)) {
      assertThat(other.driver().present()).isEmpty();
      assertThat(other.driver().observe(app).replicas()).isEmpty();
    }
    assertThat(local.driver().present()).containsExactly(app);
  }

  private ContainerSpec spec(
      String replica, int run, @org.jspecify.annotations.Nullable String name) {
    var spec =
        ContainerSpec.of(
            hello,
            new ContainerSpec.Owner(local.instance, LocalDriver.REGION),
            replica,
            run,
            List.of(),
            100,
            1);
    return new ContainerSpec(
        name == null ? spec.name() : name + "-" + app.value().substring(0, 8),
        spec.image(),
        spec.command(),
        spec.env(),
        spec.labels(),
        spec.ports(),
        spec.cpus(),
        spec.memory(),
        spec.pids(),
        spec.gpus(),
        spec.stopGrace());
  }
}
