package dev.slipway.controlplane.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.controlplane.app.AppState;
import dev.slipway.controlplane.app.Event;
import dev.slipway.controlplane.intake.Draft;
import dev.slipway.controlplane.intake.SpecDraft.ResourcesDraft;
import dev.slipway.controlplane.runtime.FakeEngine;
import dev.slipway.controlplane.vocabulary.AppId;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens between an accepted spec and a running app. */
class ReconcileTest {
  private static final Draft HELLO = Draft.of("hello", "localhost/slipway/hello:1");
  private static final String HELLO_2 = "localhost/slipway/hello:2";

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

  /** From now on nothing is looked at but what is told. */
  private void unhurried() {
    world.close();
    world = World.openUnhurried(home, engine);
  }

  private void restart() {
    world.close();
    world = World.open(home, engine);
  }

  @Test
  void anAcceptedAppComesToRunAndItsTimelineSaysHow() {
    var id = world.create(HELLO.replicas(2)).id();

    var app = world.awaitRunning(id);

    assertThat(app.status().availableReplicas()).isEqualTo(2);
    assertThat(app.status().servingRevision()).isEqualTo(1);
    assertThat(world.timeline(id))
        .containsSubsequence(
            "placed in local, 1 × ai1-1-cpu for each of 2 replicas",
            "image pinned to " + World.image(app).digest(),
            "replica c0001 is ready",
            "running, 2 of 2 replicas ready");
    assertThat(world.timeline(id).getFirst()).startsWith("accepted, revision 1");
  }

  @Test
  void aNewImageReplacesTheReplicas() {
    var id = world.create(HELLO.replicas(2)).id();
    world.awaitRunning(id);

    world.update(id, draft -> draft.image(HELLO_2));

    var app = world.awaitRunning(id);
    assertThat(app.status().servingRevision()).isEqualTo(2);
    assertThat(engine.running()).hasSize(2).allMatch(c -> c.image.contains("hello@"));
    assertThat(engine.running()).allMatch(c -> c.revision == 2);
  }

  @Test
  void scalingKeepsTheReplicasThatRun() {
    var id = world.create(HELLO).id();
    world.awaitRunning(id);
    var first = engine.running().getFirst().id;

    world.update(id, draft -> draft.replicas(3));

    var app = world.awaitRunning(id);
    assertThat(app.status().availableReplicas()).isEqualTo(3);
    assertThat(engine.running()).anyMatch(c -> c.id.equals(first));
    assertThat(engine.starts()).isEqualTo(3);
  }

  @Test
  void anImageThatNeverBecomesReadyFailsWhileTheOldOneServes() {
    var id = world.create(HELLO).id();
    world.awaitRunning(id);

    world.update(id, draft -> draft.image("localhost/slipway/never-ready:1"));

    var failed = world.awaitState(id, AppState.FAILED);
    assertThat(failed.status().reason()).isEqualTo("readiness probe /health answered 503");
    assertThat(failed.status().servingRevision()).isEqualTo(1);
    assertThat(failed.status().availableReplicas()).isEqualTo(1);
    assertThat(failed.status().observedGeneration()).isEqualTo(2);
    assertThat(world.timeline(id))
        .contains("failed: readiness probe /health answered 503; revision 1 still serves");

    world.update(id, draft -> draft.image("localhost/slipway/hello:1"));

    assertThat(world.awaitRunning(id).status().servingRevision()).isEqualTo(3);
  }

  @Test
  void aCrashingAppFailsWithItsExitCode() {
    var id = world.create(Draft.of("crash", "localhost/slipway/crash:1")).id();

    assertThat(world.awaitState(id, AppState.FAILED).status().reason())
        .isEqualTo("replica exited with code 1, 3 times so far");
    assertThat(world.timeline(id)).anyMatch(line -> line.endsWith("exited with code 1"));
  }

  @Test
  void aStoppedAppHoldsNothingAndStartsAgain() {
    var id = world.create(HELLO.replicas(2)).id();
    world.awaitRunning(id);

    world.service.stop(World.ALICE, id);
    var stopped =
        world.await(
            id,
            "is stopped and holds nothing",
            app -> app.status().state() == AppState.STOPPED && app.admission().resources() == null);

    assertThat(engine.running()).isEmpty();
    assertThat(stopped.status().observedGeneration()).isEqualTo(2);

    world.service.start(World.ALICE, id);
    assertThat(world.awaitRunning(id).status().availableReplicas()).isEqualTo(2);
  }

  @Test
  void aDeletedAppLeavesNothing() {
    var id = world.create(HELLO.replicas(2)).id();
    world.awaitRunning(id);

    world.service.delete(World.ALICE, id);

    world.awaitGone(id);
    assertThat(engine.running()).isEmpty();
    assertThat(world.create(HELLO).id()).as("the name is free again").isNotEqualTo(id);
  }

  @Test
  void anAppBeyondTheQuotaWaitsAndSaysWhyAndStartsByItself() {
    world.quota(4, 2);
    var first = world.create(HELLO.resources(new ResourcesDraft(2, 0, ""))).id();
    world.awaitRunning(first);

    var second = world.create(HELLO.name("second")).id();

    var waiting = world.await(second, "says why", app -> !app.status().reason().isEmpty());
    assertThat(waiting.status().state()).isEqualTo(AppState.QUEUED);
    assertThat(waiting.status().reason())
        .isEqualTo("needs 1 CPU, 0 of 2 are free in the quota of project default: hello holds 2");
    assertThat(world.timeline(second))
        .contains(
            "queued: needs 1 CPU, 0 of 2 are free in the quota of project default: hello holds 2");

    world.service.stop(World.ALICE, first);
    world.awaitRunning(second);
  }

  @Test
  void aRaisedQuotaStartsWhatWaitsForIt() {
    world.quota(4, 1);
    var id = world.create(HELLO.resources(new ResourcesDraft(2, 0, ""))).id();
    world.await(id, "says why", app -> !app.status().reason().isEmpty());

    world.quota(4, 2);

    world.awaitRunning(id);
  }

  @Test
  void anAppThatWaitsForANodeStartsWhenOneComes() {
    unhurried();
    world.cluster(2, 2);
    var id = world.create(HELLO.resources(new ResourcesDraft(0, 4, ""))).id();
    var waiting = world.await(id, "says why", app -> !app.status().reason().isEmpty());
    assertThat(waiting.status().state()).isEqualTo(AppState.QUEUED);
    assertThat(waiting.status().reason())
        .isEqualTo(
            "needs 4 GPUs on one node, the biggest of 2 nodes for ai1-1-gpu in region local, node-1, has 2: choose another flavor or region, or take fewer units or replicas");

    world.cluster(2, 2, 4);

    world.awaitRunning(id);
  }

  @Test
  void appsThatWaitForNodesStartInTheirOrder() {
    unhurried();
    world.quota(20, 20);
    world.cluster(2);
    var running = world.create(HELLO.resources(new ResourcesDraft(0, 2, ""))).id();
    world.awaitRunning(running);
    var large = world.create(HELLO.name("large").resources(new ResourcesDraft(0, 2, ""))).id();
    world.await(large, "says why", app -> !app.status().reason().isEmpty());
    var small = world.create(HELLO.name("small").resources(new ResourcesDraft(0, 1, ""))).id();
    world.await(small, "says why", app -> app.status().reason().endsWith("too: large"));

    world.cluster(2, 1);
    world.cluster(2, 2);
    world.awaitRunning(large);
    assertThat(world.apps.find(small).orElseThrow().admitted()).isFalse();

    world.service.delete(World.ALICE, running);
    world.awaitRunning(small);
  }

  @Test
  void anAppThatIsStoppedWhileItWaitsMakesWayForTheNext() {
    unhurried();
    world.quota(2, 20);
    world.awaitRunning(world.create(HELLO.resources(new ResourcesDraft(0, 1, ""))).id());
    var large = world.create(HELLO.name("large").resources(new ResourcesDraft(0, 2, ""))).id();
    world.await(large, "says why", app -> !app.status().reason().isEmpty());
    var small = world.create(HELLO.name("small").resources(new ResourcesDraft(0, 1, ""))).id();
    world.await(small, "says why", app -> app.status().reason().endsWith("too: large"));

    world.service.stop(World.ALICE, large);

    world.awaitRunning(small);
  }

  @Test
  void whatRunsGoesOnWhileALargerSpecWaits() {
    world.quota(4, 4);
    var other = world.create(HELLO.name("other").replicas(2)).id();
    var id = world.create(HELLO).id();
    world.awaitRunning(other);
    world.awaitRunning(id);

    world.update(id, draft -> draft.replicas(3).image(HELLO_2));
    var waiting =
        world.await(id, "waits for more", app -> app.status().reason().contains("2 CPUs more"));

    assertThat(waiting.status().availableReplicas()).isEqualTo(1);
    assertThat(waiting.status().servingRevision()).isEqualTo(1);

    restart();
    engine.lose(engine.of(id).getFirst().id);
    await("the old revision is kept up")
        .atMost(World.PATIENCE)
        .until(() -> engine.of(id).stream().anyMatch(c -> c.revision == 1 && c.ready));

    world.quota(4, 5);
    assertThat(world.awaitRunning(id).status().servingRevision()).isEqualTo(2);
  }

  @Test
  void anUnreachableRegistryDelaysAnApp() {
    engine.registryDown(true);
    var accepted = world.create(HELLO);
    assertThat(accepted.image()).isNull();
    world.await(
        accepted.id(),
        "says why",
        app -> app.status().reason().contains("the registry does not answer"));

    engine.registryDown(false);

    var app = world.awaitRunning(accepted.id());
    assertThat(app.image()).isNotNull();
    assertThat(world.timeline(accepted.id()))
        .contains("image pinned to " + World.image(app).digest());
  }

  @Test
  void anEngineThatDoesNotAnswerIsAnErrorThatHealsByItself() {
    var id = world.create(HELLO).id();
    world.awaitRunning(id);

    engine.goDown();
    var error = world.awaitState(id, AppState.ERROR);
    assertThat(error.status().reason())
        .startsWith("region local does not answer since ")
        .endsWith(": cannot connect to the engine");

    engine.comeBack();
    world.awaitRunning(id);
    assertThat(engine.starts()).as("nothing was started again").isEqualTo(1);
  }

  @Test
  void aDefectIsShownAndDoesNotStayOnceItIsGone() {
    var id = world.create(HELLO).id();
    world.awaitRunning(id);

    engine.breakDown(true);
    assertThat(world.awaitState(id, AppState.ERROR).status().reason())
        .isEqualTo("the control plane fails on it, its log has more: a defect");

    engine.breakDown(false);
    world.awaitRunning(id);
  }

  @Test
  void anAppThatIsDeletedWhileTheEngineIsAwayGoesWhenItIsBack() {
    var id = world.create(HELLO).id();
    world.awaitRunning(id);
    engine.goDown();

    world.service.delete(World.ALICE, id);
    world.await(id, "says why it stays", app -> app.status().reason().contains("does not answer"));
    engine.comeBack();

    world.awaitGone(id);
    assertThat(engine.running()).isEmpty();
  }

  @Test
  void whatNobodyOwnsIsRemoved() {
    var orphan = AppId.random();
    engine.start(orphan, "localhost/slipway/hello@sha256:0", 1);
    var id = world.create(HELLO).id();
    world.awaitRunning(id);

    await("the orphan is gone")
        .atMost(World.PATIENCE)
        .until(() -> engine.running().stream().noneMatch(c -> c.app.equals(orphan)));
    assertThat(engine.running()).hasSize(1);
  }

  @Test
  void aRestartAdoptsWhatRuns() {
    var id = world.create(HELLO.replicas(2)).id();
    world.awaitRunning(id);

    restart();

    world.awaitRunning(id);
    world.update(id, draft -> draft.replicas(3));
    world.awaitRunning(id);
    assertThat(engine.starts()).isEqualTo(3);
  }

  @Test
  void aRollbackBringsTheOldImageBack() {
    var id = world.create(HELLO).id();
    var first = world.awaitRunning(id);
    world.update(id, draft -> draft.image(HELLO_2));
    world.awaitRunning(id);

    world.service.rollback(World.ALICE, id, 1, 2);

    var back = world.awaitRunning(id);
    assertThat(back.generation()).isEqualTo(3);
    assertThat(back.image()).isEqualTo(first.image());
    assertThat(world.timeline(id))
        .contains("accepted, revision 3, by terraform (alice): goes back to revision 1");
  }

  @Test
  void manyAppsAtOnceAllComeToRun() {
    var ids =
        IntStream.range(0, 30).mapToObj(i -> world.create(HELLO.name("app-" + i)).id()).toList();

    ids.forEach(world::awaitRunning);
    assertThat(engine.running()).hasSize(30);
    assertThat(engine.starts()).isEqualTo(30);

    ids.forEach(id -> world.service.delete(World.ALICE, id));
    ids.forEach(world::awaitGone);
    assertThat(engine.running()).isEmpty();
  }

  @Test
  void warningsOfTheRuntimeAreWarningsOfTheTimeline() {
    var id = world.create(Draft.of("crash", "localhost/slipway/crash:1")).id();
    world.awaitState(id, AppState.FAILED);

    assertThat(world.apps.lastEvents(id, 0, 100))
        .filteredOn(event -> event.code().equals("REPLICA_EXITED"))
        .isNotEmpty()
        .allMatch(event -> event.severity() == Event.Severity.WARNING)
        .allMatch(event -> !event.replica().isEmpty());
  }
}
