package dev.slipway.controlplane.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.controlplane.app.App;
import dev.slipway.controlplane.app.AppState;
import dev.slipway.controlplane.app.DriftPolicy;
import dev.slipway.controlplane.app.Event;
import dev.slipway.controlplane.intake.Draft;
import dev.slipway.controlplane.runtime.Drift;
import dev.slipway.controlplane.runtime.FakeEngine;
import dev.slipway.controlplane.vocabulary.AppId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes of changes that somebody else makes in the runtime. */
class DriftTest {
  private static final Draft HELLO =
      Draft.of("hello", "localhost/slipway/hello:1").drift(DriftPolicy.REPORT);
  private static final Drift SCALED =
      new Drift(
          "Deployment hello",
          "spec.replicas",
          "scaling.fixed.replicas",
          "1",
          "5",
          "kubectl-scale",
          Instant.EPOCH);

  @TempDir private Path home;
  private final FakeEngine engine = new FakeEngine();
  private World world;

  @BeforeEach
  void start() {
    world = World.open(home, engine);
  }

  @AfterEach
  void stop() {
    world.close();
  }

  private App drifted() {
    var id = world.create(HELLO).id();
    world.awaitRunning(id);
    engine.change(id, SCALED);
    return world.await(id, "is seen to be changed", app -> !app.drift().isEmpty());
  }

  private List<String> timeline(AppId id, String code) {
    return world.apps.lastEvents(id, 0, 500).stream()
        .filter(event -> event.code().equals(code))
        .map(Event::message)
        .toList();
  }

  @Test
  void reportedDriftStaysAndTheTimelineTellsItOnce() {
    var app = drifted();

    assertThat(app.drift())
        .singleElement()
        .satisfies(drift -> {
          assertThat(drift.place()).isEqualTo("spec.replicas of Deployment hello");
          assertThat(drift.specField()).isEqualTo("scaling.fixed.replicas");
          assertThat(drift.wanted()).isEqualTo("1");
          assertThat(drift.actual()).isEqualTo("5");
          assertThat(drift.manager()).isEqualTo("kubectl-scale");
        });

    // Control planes come and go, and tell the engine each time what is wanted.
    world.close();
    world = World.open(home, engine);
    engine.changeBack(app.id());

    world.await(app.id(), "is as wanted", now -> now.drift().isEmpty());
    assertThat(timeline(app.id(), "DRIFTED"))
        .containsExactly("kubectl-scale has changed spec.replicas of Deployment hello from 1 to 5");
    assertThat(timeline(app.id(), "DRIFT_GONE"))
        .containsExactly("spec.replicas of Deployment hello is 1 again");
    assertThat(world.apps.find(app.id()).map(App::generation)).contains(1L);
  }

  @Test
  void whatSomebodyDeletedWhileNobodyLookedIsReportedToo() {
    var id = world.create(HELLO).id();
    world.awaitRunning(id);
    world.close();

    engine.change(id, new Drift("Service hello", "", "", "Service hello", "", "", Instant.EPOCH));
    world = World.open(home, engine);

    var app = world.await(id, "is seen to lack it", now -> !now.drift().isEmpty());
    assertThat(app.drift()).extracting(change -> change.place()).containsExactly("Service hello");
    assertThat(timeline(id, "DRIFTED")).containsExactly("somebody has deleted Service hello");
  }

  @Test
  void whatWasNeverSeenWholeIsWrittenInFull() {
    var neverReady = Draft.of("hello", "localhost/slipway/never-ready:1");
    var id = world.create(neverReady.drift(DriftPolicy.REPORT)).id();
    world.awaitState(id, AppState.FAILED);
    world.close();

    engine.change(id, new Drift("Service hello", "", "", "Service hello", "", "", Instant.EPOCH));
    world = World.open(home, engine);

    await("it is there").until(() -> engine.drift(id).isEmpty());
    assertThat(timeline(id, "DRIFTED")).isEmpty();
  }

  @Test
  void theSameSpecAgainPutsItRight() {
    var app = drifted();

    var accepted = world.update(app.id(), UnaryOperator.identity());

    assertThat(accepted.generation()).isEqualTo(2);
    assertThat(accepted.templateRevision()).as("replicas stay").isEqualTo(1);
    assertThat(accepted.drift()).as("answered").isEmpty();
    assertThat(world.awaitRunning(app.id()).drift()).isEmpty();
    assertThat(engine.starts()).isEqualTo(1);
    assertThat(timeline(app.id(), "UPDATED"))
        .containsExactly(
            "accepted, revision 2, by terraform (alice): puts right spec.replicas of Deployment hello");
    assertThat(timeline(app.id(), "DRIFT_GONE"))
        .containsExactly("spec.replicas of Deployment hello is put right");

    assertThat(world.update(app.id(), UnaryOperator.identity()).generation())
        .as("nothing to put right any more")
        .isEqualTo(2);
  }

  @Test
  void anotherSpecPutsItRightToo() {
    var app = drifted();

    world.update(app.id(), draft -> draft.replicas(2));

    assertThat(world.awaitRunning(app.id()).drift()).isEmpty();
    assertThat(timeline(app.id(), "UPDATED"))
        .containsExactly(
            "accepted, revision 2, by terraform (alice): changes scaling to 2 replicas, puts right spec.replicas of Deployment hello");
  }

  @Test
  void goingBackToTheRevisionThatRunsPutsItRight() {
    var app = drifted();

    assertThat(world.service.rollback(World.ALICE, app.id(), 1, 1).generation()).isEqualTo(2);

    assertThat(world.awaitRunning(app.id()).drift()).isEmpty();
  }

  @Test
  void startingWhatRunsLeavesItAsItIs() {
    var app = drifted();

    assertThat(world.service.start(World.ALICE, app.id()).drift()).isEqualTo(app.drift());
  }

  @Test
  void enforcedDriftIsRevertedAndTheTimelineTellsWhoMadeIt() {
    var id = world.create(HELLO.drift(DriftPolicy.ENFORCE)).id();
    world.awaitRunning(id);

    engine.change(id, SCALED);

    await("it is told")
        .untilAsserted(() ->
            assertThat(timeline(id, "DRIFT_REVERTED"))
                .containsExactly("reverted: kubectl-scale had changed spec.replicas"));
    assertThat(world.apps.find(id).map(App::drift)).contains(List.of());
    assertThat(timeline(id, "DRIFTED")).isEmpty();
  }
}
