package dev.slipway.controlplane.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.slipway.controlplane.app.App;
import dev.slipway.controlplane.app.AppState;
import dev.slipway.controlplane.app.Caller;
import dev.slipway.controlplane.app.Event;
import dev.slipway.controlplane.catalog.Price;
import dev.slipway.controlplane.intake.Accepted;
import dev.slipway.controlplane.intake.CreateCommand;
import dev.slipway.controlplane.intake.Draft;
import dev.slipway.controlplane.intake.Preview;
import dev.slipway.controlplane.intake.SpecDraft;
import dev.slipway.controlplane.intake.SpecDraft.ResourcesDraft;
import dev.slipway.controlplane.intake.SpecField;
import dev.slipway.controlplane.intake.UpdateCommand;
import dev.slipway.controlplane.runtime.FakeEngine;
import dev.slipway.controlplane.vocabulary.AppId;
import dev.slipway.controlplane.vocabulary.FailureCode;
import dev.slipway.controlplane.vocabulary.FailureException;
import dev.slipway.controlplane.vocabulary.Finding;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What callers meet who make, change and remove apps. */
class AppServiceTest {
  private static final Draft HELLO = Draft.of("hello", "localhost/slipway/hello:1");
  private static final Caller BOB = new Caller("bob", "slipway-cli");

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

  // Previews.

  @Test
  void aPreviewTellsTheCompleteSpecAndThePriceAndWritesNothing() {
    var preview = preview(HELLO.replicas(2));

    assertThat(preview.validation().findings()).isEmpty();
    assertThat(preview.validation().wouldWait()).isEmpty();
    assertThat(preview.spec()).isNotNull().extracting(spec -> spec.region()).isEqualTo(World.LOCAL);
    assertThat(preview.price())
        .isEqualTo(new Price(new BigDecimal("0.06"), new BigDecimal("0.06"), "EUR"));
    assertThat(world.apps.all()).isEmpty();
  }

  @Test
  void aPreviewTellsAllMistakesAtOnce() {
    var preview = preview(HELLO.port(70000).resources(new ResourcesDraft(13, 0, "")));

    assertThat(preview.spec()).isNull();
    assertThat(preview.validation().findings())
        .extracting(Finding::field)
        .containsExactly("port", "resources.cpu");
  }

  @Test
  void anImageThatNobodyHasIsAMistake() {
    assertThat(findings(HELLO.image("localhost/slipway/none:1")))
        .containsExactly(
            Finding.error(
                "image",
                FailureCode.IMAGE_NOT_FOUND,
                "localhost/slipway/none:1 cannot be had: neither the engine nor a registry has it. Check its name and tag, or build or push it first"));
  }

  @Test
  void anImageForAnotherProcessorIsAMistake() {
    assertThat(findings(HELLO.image("localhost/slipway/arm:1")))
        .containsExactly(
            Finding.error(
                "image",
                FailureCode.IMAGE_PLATFORM,
                "localhost/slipway/arm:1 is built for linux/arm64; region local runs linux/amd64. Build it with --platform linux/amd64"));
  }

  @Test
  void anUnreachableRegistryIsAWarning() {
    engine.registryDown(true);

    var preview = preview(HELLO);

    assertThat(preview.spec()).isNotNull();
    assertThat(preview.validation().findings())
        .containsExactly(
            Finding.warning(
                "image",
                FailureCode.IMAGE_UNCHECKED,
                "could not be checked: the registry does not answer. The app waits until it can be"));
  }

  @Test
  void aSilentEngineRefusesAPreviewAndIsAWarningToACreate() {
    engine.goDown();
    var message =
        "local cannot run anything now: cannot connect to the engine. Start its engine, or start the control plane with DOCKER_HOST set to one that answers";

    assertThat(findings(HELLO))
        .containsExactly(Finding.error("region", FailureCode.RUNTIME_UNAVAILABLE, message));
    assertThat(findings(HELLO.running(false)))
        .as("a stopped app does without")
        .containsExactly(Finding.warning("region", FailureCode.RUNTIME_UNAVAILABLE, message));
    assertThat(adopt(World.ALICE, HELLO).validation().findings())
        .containsExactly(Finding.warning("region", FailureCode.RUNTIME_UNAVAILABLE, message));
  }

  @Test
  void aTakenNameIsAMistakeThatNamesItsOwner() {
    var taken = world.create(HELLO);

    assertThat(findings(HELLO))
        .containsExactly(
            Finding.error(
                "name",
                FailureCode.NAME_TAKEN,
                "\"hello\" is the name of app %s in region local, made by alice with terraform; choose another name, or take that app over by its id"
                    .formatted(taken.id())));
  }

  @Test
  void moreThanTheQuotaLeavesIsAWarningWithTheFigures() {
    world.quota(4, 2);
    world.awaitRunning(world.create(HELLO).id());

    var preview = preview(HELLO.name("second").resources(new ResourcesDraft(2, 0, "")));

    var why = "needs 2 CPUs, 1 of 2 is free in the quota of project default: hello holds 1";
    assertThat(preview.spec()).isNotNull();
    assertThat(preview.validation().wouldWait()).isEqualTo(why);
    assertThat(preview.validation().findings())
        .containsExactly(
            Finding.warning(
                "resources.cpu", FailureCode.WOULD_WAIT, "would wait in QUEUED: " + why));
  }

  @Test
  void moreThanTheWholeQuotaIsAWarningToo() {
    world.quota(1, 12);

    assertThat(findings(HELLO.resources(new ResourcesDraft(0, 2, ""))))
        .containsExactly(
            Finding.warning(
                "resources.gpu",
                FailureCode.QUOTA_EXCEEDED,
                "would wait in QUEUED: needs 2 GPUs at its most replicas, the quota of project default has 1: raise the quota, or take fewer units or replicas"));
  }

  @Test
  void moreThanANodeHasLeftIsAWarningWithTheFigures() {
    world.quota(20, 20);
    world.cluster(4, 4);
    world.awaitRunning(
        world.create(HELLO.replicas(2).resources(new ResourcesDraft(0, 3, ""))).id());

    assertThat(findings(HELLO.name("second").resources(new ResourcesDraft(0, 2, ""))))
        .containsExactly(
            Finding.warning(
                "resources.gpu",
                FailureCode.WOULD_WAIT,
                "would wait in QUEUED: needs 2 GPUs on one node, 0 of 2 nodes for ai1-1-gpu in region local have that free, the most on one is 1: hello holds 6"));
  }

  @Test
  void moreThanTheBiggestNodeIsAWarningThatNamesIt() {
    world.cluster(1, 2);

    assertThat(findings(HELLO.resources(new ResourcesDraft(0, 3, ""))))
        .containsExactly(
            Finding.warning(
                "resources.gpu",
                FailureCode.CAPACITY_EXCEEDED,
                "would wait in QUEUED: needs 3 GPUs on one node, the biggest of 2 nodes for ai1-1-gpu in region local, node-2, has 2: choose another flavor or region, or take fewer units or replicas"));
  }

  @Test
  void aStoppedAppWaitsForNothing() {
    world.quota(0, 0);

    assertThat(preview(HELLO.running(false)).validation().wouldWait()).isEmpty();
  }

  @Test
  void aPreviewOfAnUpdateCountsTheAppOnce() {
    world.quota(4, 2);
    var app = world.awaitRunning(world.create(HELLO.replicas(2)).id());

    var preview =
        world.service.previewUpdate(
            World.ALICE, app.id(), update(HELLO.replicas(2).port(9000), app.generation()));

    assertThat(preview.validation().findings()).isEmpty();
    assertThat(preview.validation().wouldWait()).isEmpty();
  }

  // Creating.

  @Test
  void aMistakeRefusesTheCreateAndWritesNothing() {
    var refused = refused(() -> world.create(HELLO.port(70000).name("")));

    assertThat(refused.code()).isEqualTo(FailureCode.INVALID_SPEC);
    assertThat(refused)
        .hasMessage(
            "name: is missing; give the app a name; port: port = 70000 is no port; allowed is 1 to 65535");
    assertThat(refused.findings()).hasSize(2);
    assertThat(world.apps.all()).isEmpty();
  }

  @Test
  void theSameRequestMakesOneApp() {
    var first = world.create(HELLO, "request-1");
    var again = world.create(HELLO, "request-1");

    assertThat(again.id()).isEqualTo(first.id());
    assertThat(world.apps.all()).hasSize(1);
  }

  @Test
  void aRequestIdIsForOneSpec() {
    world.create(HELLO, "request-1");

    var refused = refused(() -> world.create(HELLO.name("other"), "request-1"));

    assertThat(refused.code()).isEqualTo(FailureCode.REQUEST_ID_REUSED);
    assertThat(refused).hasMessageContaining("request-1").hasMessageContaining("fresh id");
  }

  @Test
  void twentyCreatesOfOneNameMakeOneApp() throws Exception {
    var results = atOnce(20, () -> world.create(HELLO));

    assertThat(results.stream().filter(App.class::isInstance)).hasSize(1);
    assertThat(results.stream().filter(FailureException.class::isInstance))
        .hasSize(19)
        .allMatch(e -> ((FailureException) e).code() == FailureCode.NAME_TAKEN);
  }

  @Test
  void anUnclaimedAppIsTakenOverByItsAuthor() {
    var lost = world.create(HELLO);

    var accepted = adopt(World.ALICE, HELLO.replicas(2));

    assertThat(accepted.adopted()).isTrue();
    assertThat(accepted.app().id()).isEqualTo(lost.id());
    assertThat(accepted.app().spec().scaling().max()).isEqualTo(2);
    assertThat(world.apps.all()).hasSize(1);
  }

  @Test
  void aClaimedAppAndThatOfAnotherAuthorAreNotTakenOver() {
    var app = world.create(HELLO);

    assertThat(refused(() -> adopt(BOB, HELLO)).code()).isEqualTo(FailureCode.NAME_TAKEN);

    assertThat(world.apps.claim(app.id())).isPresent();
    var refused = refused(() -> adopt(World.ALICE, HELLO));
    assertThat(refused.code()).isEqualTo(FailureCode.NAME_TAKEN);
    assertThat(refused.details()).containsEntry("app_id", app.id().value());
    assertThat(refused.findings()).extracting(Finding::field).containsExactly("name");
  }

  // Updating.

  @Test
  void anEqualSpecChangesNothing() {
    var app = world.create(HELLO);

    var same = world.update(app.id(), draft -> draft);

    assertThat(same.generation()).isEqualTo(1);
  }

  @Test
  void aChangeTellsTheTimelineWhatWhoAndFromWhere() {
    var id = world.create(HELLO).id();

    world.update(id, draft -> draft.port(9000).env(Map.of("A", "1")).replicas(3));

    assertThat(world.apps.lastEvents(id, 0, 100))
        .filteredOn(event -> event.code().equals("UPDATED"))
        .singleElement()
        .satisfies(event -> {
          assertThat(event.message())
              .isEqualTo(
                  "accepted, revision 2, by terraform (alice): changes port to 9000, env, scaling to 3 replicas");
          assertThat(event.by()).isEqualTo(World.ALICE);
          assertThat(event.severity()).isEqualTo(Event.Severity.NORMAL);
        });
  }

  @Test
  void aChangeOfAnOldGenerationIsAConflictThatNamesTheOtherChange() {
    var app = world.create(HELLO);
    world.service.update(BOB, app.id(), update(HELLO.port(9000), 1));

    var refused =
        refused(() -> world.service.update(World.ALICE, app.id(), update(HELLO.port(9001), 1)));

    assertThat(refused.code()).isEqualTo(FailureCode.STALE_GENERATION);
    assertThat(refused.getMessage())
        .startsWith(
            "app hello has changed since: generation 1 was expected, bob with slipway-cli made generation 2 at ")
        .endsWith(". Read it again and repeat the change.");
    assertThat(refused.details())
        .containsEntry("current_generation", "2")
        .containsEntry("author", "bob")
        .containsEntry("client", "slipway-cli")
        .containsKey("changed_at");
  }

  @Test
  void ofTenChangesOfOneGenerationOneWins() throws Exception {
    var app = world.create(HELLO);
    var port = new AtomicInteger(9000);

    var results =
        atOnce(
            10,
            () ->
                world
                    .service
                    .update(World.ALICE, app.id(), update(HELLO.port(port.getAndIncrement()), 1))
                    .app());

    assertThat(results.stream().filter(App.class::isInstance)).hasSize(1);
    assertThat(world.apps.find(app.id()).orElseThrow().generation()).isEqualTo(2);
  }

  @Test
  void changesThatNameNoGenerationAllHappen() throws Exception {
    var app = world.create(HELLO);
    var port = new AtomicInteger(9000);

    var results =
        atOnce(
            5,
            () ->
                world
                    .service
                    .update(World.ALICE, app.id(), update(HELLO.port(port.getAndIncrement()), 0))
                    .app());

    assertThat(results).allMatch(App.class::isInstance);
    assertThat(world.apps.find(app.id()).orElseThrow().generation()).isEqualTo(6);
  }

  @Test
  void aMaskTakesOnlyItsFields() {
    var id = world.create(HELLO.env(Map.of("A", "1")).replicas(2)).id();

    var changed =
        world
            .service
            .update(
                World.ALICE,
                id,
                new UpdateCommand(
                    SpecDraft.of("", "localhost/slipway/hello:2"), 1, Set.of(SpecField.IMAGE)))
            .app();

    assertThat(changed.spec().image()).isEqualTo("localhost/slipway/hello:2");
    assertThat(changed.spec().env()).containsEntry("A", "1");
    assertThat(changed.spec().scaling().max()).isEqualTo(2);
  }

  @Test
  void secretsStayWhileTheirVersionDoes() {
    var id = world.create(HELLO.secretEnv(Map.of("TOKEN", "one")).secretEnvVersion(1)).id();

    var kept = world.update(id, draft -> draft.port(9000).secretEnv(Map.of("TOKEN", "")));
    assertThat(kept.spec().secretEnv().values()).containsEntry("TOKEN", "one");

    var fresh =
        world.update(id, draft -> draft.secretEnv(Map.of("TOKEN", "two")).secretEnvVersion(2));
    assertThat(fresh.spec().secretEnv().values()).containsEntry("TOKEN", "two");
  }

  @Test
  void nameAndRegionCannotChange() {
    var id = world.create(HELLO).id();

    var refused = refused(() -> world.update(id, draft -> draft.name("other")));

    assertThat(refused.findings())
        .containsExactly(
            Finding.error(
                "name",
                FailureCode.IMMUTABLE,
                "cannot change from \"hello\" to \"other\"; make a new app, or keep name = \"hello\""));
  }

  @Test
  void aTagThatMovedIsResolvedAnewOnlyWhenReplicasAreReplacedAnyway() {
    var app = world.awaitRunning(world.create(HELLO).id());
    engine.move("localhost/slipway/hello:1");

    var scaled = world.update(app.id(), draft -> draft.replicas(2));
    assertThat(scaled.image()).isEqualTo(app.image());

    var changed = world.update(app.id(), draft -> draft.port(9000));
    assertThat(changed.image()).isNotEqualTo(app.image());
  }

  @Test
  void anUnreachableRegistryDoesNotHinderAChangeOfAKnownImage() {
    var app = world.awaitRunning(world.create(HELLO).id());
    engine.registryDown(true);

    var accepted =
        world.service.update(World.ALICE, app.id(), update(HELLO.port(9000), app.generation()));

    assertThat(accepted.validation().findings()).isEmpty();
    assertThat(accepted.app().image()).isEqualTo(app.image());
  }

  // Starting, stopping, deleting, rolling back.

  @Test
  void startingWhatRunsAndStoppingWhatIsStoppedChangeNothing() {
    var id = world.create(HELLO).id();

    assertThat(world.service.start(World.ALICE, id).generation()).isEqualTo(1);
    assertThat(world.service.stop(World.ALICE, id).generation()).isEqualTo(2);
    assertThat(world.service.stop(World.ALICE, id).generation()).isEqualTo(2);
  }

  @Test
  void aStoppedAppStaysStoppedWhenItIsRolledBack() {
    var id = world.create(HELLO).id();
    world.update(id, draft -> draft.port(9000));
    world.service.stop(World.ALICE, id);

    var back = world.service.rollback(World.ALICE, id, 1, 0);

    assertThat(back.spec().port()).isEqualTo(8080);
    assertThat(back.spec().running()).isFalse();
  }

  @Test
  void anUnknownRevisionIsRefusedWithThoseThatExist() {
    var id = world.create(HELLO).id();

    var refused = refused(() -> world.service.rollback(World.ALICE, id, 7, 0));

    assertThat(refused.code()).isEqualTo(FailureCode.REVISION_NOT_FOUND);
    assertThat(refused).hasMessage("app %s has no revision 7; it has 1 to 1".formatted(id));
  }

  @Test
  void deletingIsSafeToRepeatAndTakesNoMoreChanges() {
    engine.goDown();
    var id = world.create(HELLO).id();

    world.service.delete(World.ALICE, id);
    assertThatCode(() -> world.service.delete(World.ALICE, id)).doesNotThrowAnyException();

    assertThat(refused(() -> world.service.start(World.ALICE, id)).code())
        .isEqualTo(FailureCode.APP_DELETING);
    assertThat(refused(() -> world.create(HELLO)).getMessage())
        .contains("is being deleted; wait until it is gone");
    assertThat(world.apps.find(id).orElseThrow().status().state()).isEqualTo(AppState.DELETING);
  }

  @Test
  void anUnknownAppIsRefused() {
    var id = AppId.random();

    assertThat(refused(() -> world.service.stop(World.ALICE, id)))
        .hasMessage("there is no app %s. It may have been deleted.".formatted(id));
  }

  private Preview preview(Draft draft) {
    return world.service.previewCreate(
        World.ALICE, new CreateCommand("default", draft.draft(), "", false));
  }

  private List<Finding> findings(Draft draft) {
    return preview(draft).validation().findings();
  }

  private Accepted adopt(Caller by, Draft draft) {
    return world.service.create(by, new CreateCommand("default", draft.draft(), "", true));
  }

  private static UpdateCommand update(Draft draft, long generation) {
    return new UpdateCommand(draft.draft(), generation, Set.of());
  }

  private static FailureException refused(Callable<?> call) {
    return catchThrowableOfType(FailureException.class, call::call);
  }

  /** What came of the same call made by many at once: its result, or what it threw. */
  private static List<Object> atOnce(int times, Callable<App> call) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<App>> calls =
          threads.invokeAll(IntStream.range(0, times).mapToObj(_ -> call).toList());
      var results = new ArrayList<>();
      for (var made : calls) {
        results.add(made.state() == Future.State.SUCCESS ? made.resultNow() : made.exceptionNow());
      }
      return results;
    }
  }
}
