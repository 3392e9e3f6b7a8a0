package dev.slipway.controlplane.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.controlplane.app.App;
import dev.slipway.controlplane.app.AppState;
import dev.slipway.controlplane.intake.Draft;
import dev.slipway.controlplane.runtime.FakeEngine;
import dev.slipway.controlplane.vocabulary.AppId;
import dev.slipway.controlplane.vocabulary.FailureException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A control plane is killed at every one of its steps, before and after the step took effect. A new
 * one on the same data and engine ends where an undisturbed one ends: nothing lost, nothing
 * doubled.
 */
class KillTest {
  private static final Draft HELLO = Draft.of("hello", "localhost/slipway/hello:1").replicas(2);
  private static final String REQUEST = "5f0c1d1e-6a3c-4f5b-9a3e-0d3a1f8f1c11";
  private static final int STEPS = 25;

  @TempDir private Path home;
  private final FakeEngine engine = new FakeEngine();

  static Stream<Saboteur> kills() {
    return IntStream.rangeClosed(1, STEPS)
        .boxed()
        .flatMap(step -> Stream.of(Saboteur.before(step), Saboteur.after(step)));
  }

  @ParameterizedTest(name = "create, {0}")
  @MethodSource("kills")
  void aCreateThatIsRepeatedMakesOneApp(Saboteur saboteur) {
    try (var world = World.open(home, engine, saboteur)) {
      attempt(() -> world.create(HELLO, REQUEST));
      awaitEither(saboteur, () -> isRunning(world));
    }

    try (var world = World.open(home, engine)) {
      var id = world.create(HELLO, REQUEST).id();

      world.awaitRunning(id);
      assertThat(world.apps.all()).hasSize(1);
      assertThatTwoReplicasRunOf(id, 1);
    }
  }

  @ParameterizedTest(name = "update, {0}")
  @MethodSource("kills")
  void anUpdateHappensWhollyOrNotAtAll(Saboteur saboteur) {
    AppId id;
    try (var world = World.open(home, engine)) {
      id = world.create(HELLO).id();
      world.awaitRunning(id);
    }

    boolean acknowledged;
    try (var world = World.open(home, engine, saboteur)) {
      acknowledged =
          attempt(() -> world.update(id, draft -> draft.image("localhost/slipway/hello:2")));
      awaitEither(saboteur, () -> isRunning(world));
    }

    try (var world = World.open(home, engine)) {
      var app = world.awaitRunning(id);
      if (acknowledged) {
        assertThat(app.generation()).isEqualTo(2);
      }
      assertThatTwoReplicasRunOf(id, app.templateRevision());
    }
  }

  @ParameterizedTest(name = "delete, {0}")
  @MethodSource("kills")
  void aDeleteLeavesNothing(Saboteur saboteur) {
    AppId id;
    try (var world = World.open(home, engine)) {
      id = world.create(HELLO).id();
      world.awaitRunning(id);
    }

    boolean acknowledged;
    try (var world = World.open(home, engine, saboteur)) {
      acknowledged = attempt(() -> world.service.delete(World.ALICE, id));
      awaitEither(saboteur, () -> engine.running().isEmpty());
    }

    try (var world = World.open(home, engine)) {
      if (!acknowledged) {
        world.apps.delete(id, World.ALICE, Instant.now());
      }
      world.awaitGone(id);
      Awaitility.await("nothing is left").until(() -> engine.running().isEmpty());
    }
  }

  private void assertThatTwoReplicasRunOf(AppId id, long revision) {
    assertThat(
            engine.running().stream()
                .map(c -> "%s revision %d".formatted(c.app, c.revision))
                .collect(Collectors.toList()))
        .isEqualTo(
            List.of(
                "%s revision %d".formatted(id, revision),
                "%s revision %d".formatted(id, revision)));
  }

  private static boolean isRunning(World world) {
    return world.undisturbed().stream()
        .anyMatch(app ->
            app.status().state() == AppState.RUNNING
                && app.status().observedGeneration() == app.generation());
  }

  /** Until the kill, or until the control plane came through without. */
  private static void awaitEither(Saboteur saboteur, BooleanSupplier done) {
    Awaitility.await()
        .pollInterval(Duration.ofMillis(2))
        .atMost(World.PATIENCE)
        .until(() -> saboteur.hasStruck() || done.getAsBoolean());
  }

  /** Whether the caller got an answer. */
  private static boolean attempt(Supplier<App> call) {
    try {
      assertThat(call.get()).isNotNull();
      return true;
    } catch (Saboteur.Killed killed) {
      return false;
    } catch (FailureException e) {
      throw new AssertionError("refused instead of killed", e);
    }
  }
}
