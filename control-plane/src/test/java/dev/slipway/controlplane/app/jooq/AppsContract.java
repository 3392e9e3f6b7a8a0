package dev.slipway.controlplane.app.jooq;

import static dev.slipway.controlplane.app.Specs.ALICE;
import static dev.slipway.controlplane.app.Specs.BOB;
import static dev.slipway.controlplane.app.Specs.NOON;
import static dev.slipway.controlplane.app.Specs.change;
import static dev.slipway.controlplane.app.Specs.full;
import static dev.slipway.controlplane.app.Specs.labelled;
import static dev.slipway.controlplane.app.Specs.pinned;
import static dev.slipway.controlplane.app.Specs.scaled;
import static dev.slipway.controlplane.app.Specs.spec;
import static dev.slipway.controlplane.app.Specs.wanted;
import static dev.slipway.controlplane.app.Specs.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.slipway.controlplane.app.Admission;
import dev.slipway.controlplane.app.App;
import dev.slipway.controlplane.app.AppFeed;
import dev.slipway.controlplane.app.AppQuery;
import dev.slipway.controlplane.app.AppSpec;
import dev.slipway.controlplane.app.AppState;
import dev.slipway.controlplane.app.AppStatus;
import dev.slipway.controlplane.app.Apps;
import dev.slipway.controlplane.app.Caller;
import dev.slipway.controlplane.app.Change;
import dev.slipway.controlplane.app.Creation;
import dev.slipway.controlplane.app.Drift;
import dev.slipway.controlplane.app.DriftPolicy;
import dev.slipway.controlplane.app.Event;
import dev.slipway.controlplane.app.LabelSelector;
import dev.slipway.controlplane.app.NewApp;
import dev.slipway.controlplane.app.Replica;
import dev.slipway.controlplane.app.Revision;
import dev.slipway.controlplane.app.Scaling;
import dev.slipway.controlplane.database.Database;
import dev.slipway.controlplane.vocabulary.AppId;
import dev.slipway.controlplane.vocabulary.FailureCode;
import dev.slipway.controlplane.vocabulary.FailureException;
import dev.slipway.controlplane.vocabulary.RegionName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store of apps keeps to, whatever the database. */
abstract class AppsContract {
  private static final SecretBox BOX = SecretBox.of(SecretBox.newKey());

  private final AppFeed feed = new AppFeed();
  private Apps apps;

  /** An empty database of the current schema. */
  abstract Database database();

  @BeforeEach
  void openStore() {
    apps = new JooqApps(database(), BOX, feed);
  }

  private App make(AppSpec spec) {
    return made(apps.create(wanted(spec)));
  }

  private static App made(Creation creation) {
    assertThat(creation).isInstanceOf(Creation.Made.class);
    return ((Creation.Made) creation).app();
  }

  private App changed(App app, AppSpec spec) {
    var outcome = apps.change(app.id(), app.generation(), change(spec));
    assertThat(outcome).isInstanceOf(Change.Made.class);
    return ((Change.Made) outcome).app();
  }

  private void remove(App app) {
    apps.delete(app.id(), ALICE, NOON);
    apps.gone(app.id(), NOON);
  }

  @Test
  void whatWasMadeIsFoundAgainWithEveryField() {
    var made = make(full("everything"));
    assertThat(apps.find(made.id())).contains(made);
    assertThat(made.spec()).isEqualTo(full("everything"));
    assertThat(made.image()).isEqualTo(pinned(made.spec().image()));
    assertThat(made.generation()).isEqualTo(1);
    assertThat(made.templateRevision()).isEqualTo(1);
    assertThat(made.author()).isEqualTo(ALICE);
    assertThat(made.createdAt()).isEqualTo(NOON);
    assertThat(made.admission()).isEqualTo(Admission.NONE);
    assertThat(made.status().state()).isEqualTo(AppState.STOPPED);
    assertThat(make(spec("plain")).status().state()).isEqualTo(AppState.QUEUED);
  }

  @Test
  void anotherStoreOverTheSameDatabaseSeesWhatWasWritten() {
    var made = make(full("kept"));
    assertThat(new JooqApps(database(), BOX, new AppFeed()).find(made.id())).contains(made);
  }

  @Test
  void whatHasNotChangedIsNotReadFromTextAgain() {
    var made = make(full("kept"));
    var changed = changed(made, scaled(made.spec(), 3));

    var first = apps.find(made.id()).orElseThrow();
    var again = apps.find(made.id()).orElseThrow();

    assertThat(first).isEqualTo(changed);
    assertThat(again.spec()).isSameAs(first.spec());
    assertThat(again.status()).isSameAs(first.status());
    assertThat(again.admission()).isSameAs(first.admission());
  }

  @Test
  void whatAnotherStoreWritesIsSeenAtOnce() {
    var app = make(full("shared"));
    var other = new JooqApps(database(), BOX, new AppFeed());
    var running = status(AppState.RUNNING, 1);
    assertThat(other.report(app.id(), running, List.of())).isPresent();
    assertThat(apps.find(app.id()).map(App::status)).contains(running);
    other.delete(app.id(), ALICE, NOON);
    other.gone(app.id(), NOON);
    assertThat(apps.find(app.id())).isEmpty();
    assertThat(apps.trace(app.id(), 0, 1).orElseThrow().app().spec().secretEnv().values())
        .isEmpty();
  }

  @Test
  void secretsAreNotInTheDatabaseAsText() {
    make(full("secretive"));
    var stored = database().read(dsl -> dsl.fetch("select spec, secrets from revision").toString());
    assertThat(stored).doesNotContain("s3cr3t-value").doesNotContain("TOKEN");
  }

  @Test
  void anotherMasterKeyDoesNotOpenSecrets() {
    var made = make(full("locked"));
    var stranger = new JooqApps(database(), SecretBox.of(SecretBox.newKey()), feed);
    assertThatThrownBy(() -> stranger.find(made.id())).hasMessageContaining("master key");
  }

  @Test
  void aNameIsTakenOncePerProjectAndRegion() {
    var first = make(spec("web"));
    assertThat(apps.create(wanted(spec("web")))).isEqualTo(new Creation.NameTaken(first));
    var elsewhere = full("web");
    assertThat(elsewhere.region()).isNotEqualTo(first.spec().region());
    make(elsewhere);
    var other = wanted(spec("web"));
    made(
        apps.create(
            new NewApp(other.id(), "other", other.spec(), null, ALICE, NOON, "", "", false)));
  }

  @Test
  void aNameIsFreeAgainWhenItsAppIsGone() {
    var first = make(spec("web"));
    apps.delete(first.id(), ALICE, NOON);
    assertThat(apps.create(wanted(spec("web")))).isInstanceOf(Creation.NameTaken.class);
    apps.gone(first.id(), NOON);
    assertThat(make(spec("web")).id()).isNotEqualTo(first.id());
  }

  private NewApp request(String id, String hash, AppSpec spec) {
    return new NewApp(AppId.random(), "default", spec, null, ALICE, NOON, id, hash, false);
  }

  @Test
  void theSameRequestMakesOneApp() {
    var first = made(apps.create(request("r-1", "h-1", spec("web"))));
    assertThat(apps.create(request("r-1", "h-1", spec("web"))))
        .isEqualTo(new Creation.Repeated(first));
    assertThat(apps.create(request("r-1", "h-2", spec("other"))))
        .isEqualTo(new Creation.RequestReused());
    assertThat(apps.all()).containsExactly(first);
    assertThat(apps.ids()).containsExactly(first.id());
  }

  @Test
  void aRequestWhoseAppIsGoneMakesNoSecondOne() {
    remove(made(apps.create(request("r-1", "h-1", spec("web")))));
    assertThat(apps.create(request("r-1", "h-1", spec("web"))))
        .isEqualTo(new Creation.RequestReused());
  }

  @Test
  void twentyTimesTheSameRequestAtOnceMakesOneApp() throws Exception {
    var outcomes = atOnce(20, () -> apps.create(request("r-1", "h-1", spec("web"))));
    assertThat(outcomes).filteredOn(Creation.Made.class::isInstance).hasSize(1);
    assertThat(outcomes).filteredOn(Creation.Repeated.class::isInstance).hasSize(19);
  }

  @Test
  void twentyCreatesOfOneNameAtOnceMakeOneApp() throws Exception {
    var outcomes = atOnce(20, () -> apps.create(wanted(spec("web"))));
    assertThat(outcomes).filteredOn(Creation.Made.class::isInstance).hasSize(1);
    assertThat(outcomes).filteredOn(Creation.NameTaken.class::isInstance).hasSize(19);
  }

  private NewApp adopting(AppSpec spec) {
    return new NewApp(AppId.random(), "default", spec, null, ALICE, NOON, "", "", true);
  }

  @Test
  void anUnclaimedAppOfTheSameAuthorIsTakenOver() {
    var leftover = make(spec("web"));
    var outcome = apps.create(adopting(scaled(spec("web"), 2)));
    assertThat(outcome).isInstanceOf(Creation.Adopted.class);
    var adopted = ((Creation.Adopted) outcome).app();
    assertThat(adopted.id()).isEqualTo(leftover.id());
    assertThat(adopted.generation()).isEqualTo(2);
    assertThat(adopted.spec().scaling()).isEqualTo(new Scaling.Fixed(2));
  }

  @Test
  void takingOverWithAnEqualSpecMakesNoRevision() {
    make(spec("web"));
    var adopted = ((Creation.Adopted) apps.create(adopting(spec("web")))).app();
    assertThat(adopted.generation()).isEqualTo(1);
  }

  @Test
  void claimedOnesOthersAndThoseBeingDeletedAreNotTakenOver() {
    var claimed = make(spec("claimed"));
    assertThat(apps.claim(claimed.id()).orElseThrow().claimed()).isTrue();
    assertThat(apps.create(adopting(spec("claimed")))).isInstanceOf(Creation.NameTaken.class);

    var bobs = wanted(spec("bobs"));
    apps.create(new NewApp(bobs.id(), "default", bobs.spec(), null, BOB, NOON, "", "", false));
    assertThat(apps.create(adopting(spec("bobs")))).isInstanceOf(Creation.NameTaken.class);

    var leaving = make(spec("leaving"));
    apps.delete(leaving.id(), ALICE, NOON);
    assertThat(apps.create(adopting(spec("leaving")))).isInstanceOf(Creation.NameTaken.class);
  }

  @Test
  void aChangeNeedsTheCurrentGeneration() {
    var app = make(spec("web"));
    var second = changed(app, scaled(app.spec(), 2));
    assertThat(second.generation()).isEqualTo(2);
    assertThat(apps.change(app.id(), 1, change(scaled(app.spec(), 3))))
        .isEqualTo(new Change.Stale(second));
    assertThat(apps.find(app.id())).contains(second);
  }

  @Test
  void ofTwentyChangesToOneGenerationOneSucceeds() throws Exception {
    var app = make(spec("web"));
    var counter = new AtomicInteger(1);
    var outcomes =
        atOnce(
            20,
            () -> apps.change(app.id(), 1, change(scaled(app.spec(), counter.incrementAndGet()))));
    assertThat(outcomes).filteredOn(Change.Made.class::isInstance).hasSize(1);
    assertThat(outcomes).filteredOn(Change.Stale.class::isInstance).hasSize(19);
    assertThat(apps.find(app.id()).orElseThrow().generation()).isEqualTo(2);
  }

  @Test
  void anEqualSpecChangesNothing() {
    var app = make(spec("web"));
    assertThat(apps.change(app.id(), 1, change(spec("web")))).isEqualTo(new Change.Same(app));
  }

  @Test
  void aChangeOfAnAppThatIsNotThereIsMissing() {
    assertThat(apps.change(AppId.random(), 1, change(spec("web")))).isEqualTo(new Change.Missing());
  }

  @Test
  void aRenameToATakenNameIsRefused() {
    var first = make(spec("first"));
    var second = make(spec("second"));
    assertThat(apps.change(second.id(), 1, change(spec("first"))))
        .isEqualTo(new Change.NameTaken(first));
  }

  @Test
  void onlyWhatReplicasAreMadeOfMakesANewTemplate() {
    var app = make(spec("web"));
    app = changed(app, scaled(app.spec(), 3));
    assertThat(app.templateRevision()).isEqualTo(1);
    app = changed(app, labelledLike(app.spec(), Map.of("team", "search")));
    assertThat(app.templateRevision()).isEqualTo(1);
    app = changed(app, app.spec().withRunning(false));
    assertThat(app.templateRevision()).isEqualTo(1);
    app = changed(app, with(app.spec(), "localhost/slipway/hello:2", app.spec().scaling()));
    assertThat(app.templateRevision()).isEqualTo(5);
    assertThat(app.revision()).isEqualTo(5);
  }

  private static AppSpec labelledLike(AppSpec spec, Map<String, String> labels) {
    return scaled(labelled(spec.name(), labels), spec.scaling().max());
  }

  @Test
  void everyAcceptedSpecIsKeptAsARevision() {
    var app = make(full("web"));
    var second = changed(app, scaled(app.spec(), 2));
    assertThat(apps.revision(app.id(), 1).map(Revision::spec)).contains(app.spec());
    assertThat(apps.revision(app.id(), 2).map(Revision::spec)).contains(second.spec());
    assertThat(apps.revision(app.id(), 3)).isEmpty();
    assertThat(apps.revision(app.id(), 2).map(Revision::author)).contains(BOB);
  }

  @Test
  void revisionsArePagedNewestFirst() {
    var app = make(spec("web"));
    for (int replicas = 2; replicas <= 6; replicas++) {
      app = changed(app, scaled(app.spec(), replicas));
    }
    var first = apps.revisions(app.id(), 4, "");
    assertThat(first.items()).extracting(Revision::number).containsExactly(6L, 5L, 4L, 3L);
    assertThat(first.total()).isEqualTo(6);
    var second = apps.revisions(app.id(), 4, first.nextToken());
    assertThat(second.items()).extracting(Revision::number).containsExactly(2L, 1L);
    assertThat(second.nextToken()).isEmpty();
    var id = app.id();
    assertThatThrownBy(() -> apps.revisions(id, 4, "nonsense")).satisfies(this::isBadRequest);
  }

  private void isBadRequest(Throwable thrown) {
    assertThat(thrown).isInstanceOf(FailureException.class);
    assertThat(((FailureException) thrown).code()).isEqualTo(FailureCode.BAD_REQUEST);
  }

  @Test
  void anImageIsPinnedOnceItIsKnown() {
    var wanted = wanted(spec("web"));
    var app =
        made(
            apps.create(
                new NewApp(
                    wanted.id(), "default", wanted.spec(), null, ALICE, NOON, "", "", false)));
    assertThat(app.image()).isNull();
    var pinned = apps.pin(app.id(), 1, pinned("x")).orElseThrow();
    assertThat(pinned.image()).isEqualTo(pinned("x"));
    assertThat(apps.pin(app.id(), 1, pinned("y")).orElseThrow().image()).isEqualTo(pinned("x"));
    assertThat(pinned.templateRevision()).isEqualTo(1);
  }

  private static AppStatus status(AppState state, long observed) {
    return new AppStatus(
        state,
        "because",
        observed,
        observed,
        1,
        2,
        List.of(new Replica("r1", 1, Replica.State.READY, 0, NOON, "")),
        NOON,
        List.of());
  }

  @Test
  void aReportIsKeptUnlessItSpeaksOfAnOlderGeneration() {
    var app = make(spec("web"));
    var running = status(AppState.RUNNING, 1);
    assertThat(apps.report(app.id(), running, List.of()).map(App::status)).contains(running);
    assertThat(apps.report(app.id(), status(AppState.FAILED, 0), List.of()).map(App::status))
        .contains(running);
    assertThat(apps.find(app.id()).map(App::status)).contains(running);
    assertThat(apps.find(app.id()).map(App::updatedAt)).contains(NOON);
  }

  private static AppStatus drifted(long observed) {
    return new AppStatus(
        AppState.RUNNING,
        "",
        observed,
        observed,
        1,
        1,
        List.of(),
        NOON,
        List.of(
            new Drift(
                "Deployment web",
                "spec.replicas",
                "scaling.fixed.replicas",
                "1",
                "5",
                "kubectl",
                NOON)));
  }

  @Test
  void anEqualSpecPutsDriftRightOnceAndOnlyWhereThatIsMeant() {
    var app = make(spec("web"));
    var drifted = apps.report(app.id(), drifted(1), List.of()).orElseThrow();
    assertThat(drifted.drift()).isEqualTo(drifted(1).drift());

    assertThat(apps.change(app.id(), 1, change(app.spec()))).isEqualTo(new Change.Same(drifted));
    var again = change(app.spec(), true);
    assertThat(apps.change(app.id(), 1, again))
        .asInstanceOf(type(Change.Made.class))
        .extracting(Change.Made::app)
        .satisfies(made -> {
          assertThat(made.generation()).isEqualTo(2);
          assertThat(made.templateRevision()).isEqualTo(1);
          assertThat(made.drift()).isEmpty();
        });
    assertThat(apps.change(app.id(), 2, again)).isInstanceOf(Change.Same.class);
  }

  @Test
  void whatWasWrittenBeforeThereWasDriftIsStillRead() {
    var app = make(spec("web"));
    apps.report(app.id(), drifted(1), List.of());
    database()
        .write(dsl -> {
          dsl.execute("update app set status = replace(status, '\"drift\":', '\"unknown\":')");
          return dsl.execute(
              "update revision set spec = replace(spec, '\"drift\":', '\"unknown\":')");
        });

    var read = apps.find(app.id()).orElseThrow();

    assertThat(read.spec()).isEqualTo(app.spec());
    assertThat(read.spec().drift()).isEqualTo(DriftPolicy.ENFORCE);
    assertThat(read.status().drift()).isEmpty();
  }

  @Test
  void anAdmissionIsKept() {
    var app = make(spec("web"));
    assertThat(app.admitted()).isFalse();
    var admitted = apps.admit(app.id(), 1, Admission.of(app), List.of()).orElseThrow();
    assertThat(admitted.admitted()).isTrue();
    assertThat(admitted.admission().unitsHeld()).isEqualTo(1);
    var waiting = admitted.admission().waiting("needs more");
    assertThat(apps.admit(app.id(), 1, waiting, List.of()).map(App::admission)).contains(waiting);
  }

  @Test
  void anAdmissionSpeaksOfTheLatestSpecAlone() {
    var app = make(spec("web"));
    var waiting = app.admission().waiting("needs more");
    var ignored = apps.admit(app.id(), 1, waiting, List.of());
    var changed = changed(app, scaled(app.spec(), 2));
    assertThat(changed.admission()).as("nothing is decided about it").isEqualTo(Admission.NONE);

    var late = apps.admit(app.id(), 1, waiting, List.of(event("QUEUED"))).orElseThrow();

    assertThat(late).as("decided about an earlier spec").isEqualTo(changed);
    assertThat(apps.lastEvents(app.id(), 0, 10)).extracting(Event::code).doesNotContain("QUEUED");
  }

  @Test
  void aSpecThatAsksForJustWhatIsHeldIsLetInByBeingAccepted() {
    var app = make(spec("web"));
    app = apps.admit(app.id(), 1, Admission.of(app), List.of()).orElseThrow();

    var other = changed(app, with(app.spec(), "localhost/slipway/hello:2", new Scaling.Fixed(1)));

    assertThat(other.admission()).isEqualTo(Admission.of(other));
    assertThat(codes(app.id())).containsExactly("CREATED", "UPDATED", "IMAGE_PINNED");
    var larger = changed(other, scaled(other.spec(), 2));
    assertThat(larger.admitted()).isFalse();
    assertThat(larger.admission()).as("what is held").isEqualTo(other.admission());
    assertThat(changed(larger, other.spec()).admitted()).as("it has asked for more").isFalse();
  }

  @Test
  void deletingIsSafeToRepeatAndEndsChanges() {
    var app = make(spec("web"));
    var leaving = apps.delete(app.id(), BOB, NOON).orElseThrow();
    assertThat(leaving.deleting()).isTrue();
    assertThat(leaving.status().state()).isEqualTo(AppState.DELETING);
    assertThat(apps.delete(app.id(), ALICE, NOON.plusSeconds(5))).contains(leaving);
    assertThat(apps.change(app.id(), 1, change(scaled(app.spec(), 2))))
        .isEqualTo(new Change.Deleting(leaving));
    assertThat(codes(app.id())).containsExactly("CREATED", "DELETING");
  }

  private List<String> codes(AppId id) {
    return apps.lastEvents(id, 0, 100).stream().map(Event::code).toList();
  }

  @Test
  void whatIsGoneIsOnlyTracedAndItsSecretsAreErased() {
    var app = make(full("web"));
    remove(app);
    apps.gone(app.id(), NOON.plusSeconds(9));
    assertThat(apps.find(app.id())).isEmpty();
    assertThat(apps.all()).isEmpty();
    assertThat(apps.ids()).isEmpty();
    assertThat(apps.claim(app.id())).isEmpty();
    assertThat(apps.delete(app.id(), ALICE, NOON)).isEmpty();
    assertThat(apps.report(app.id(), status(AppState.RUNNING, 1), List.of())).isEmpty();
    var trace = apps.trace(app.id(), 0, 100).orElseThrow();
    assertThat(trace.app().status().state()).isEqualTo(AppState.DELETED);
    assertThat(trace.app().spec().secretEnv().values()).isEmpty();
    assertThat(trace.events())
        .extracting(Event::code)
        .containsExactly("CREATED", "DELETING", "DELETED");
    assertThat(
            database()
                .read(dsl -> dsl.fetch("select number from revision where secrets is not null"))
                .size())
        .isZero();
  }

  private static Event event(String code) {
    return Event.of(NOON, Event.Severity.WARNING, code, "it happened", 1);
  }

  @Test
  void eventsAreNumberedPerAppWithoutGaps() throws Exception {
    var one = make(spec("one"));
    var two = make(spec("two"));
    apps.record(one.id(), List.of(event("A"), event("B")));
    apps.record(two.id(), List.of(event("C")));
    apps.report(one.id(), status(AppState.RUNNING, 1), List.of(event("D")));
    assertThat(codes(one.id())).containsExactly("CREATED", "A", "B", "D");
    assertThat(apps.lastEvents(one.id(), 0, 100))
        .extracting(Event::sequence)
        .containsExactly(1L, 2L, 3L, 4L);
    assertThat(apps.lastEvents(one.id(), 0, 2)).extracting(Event::code).containsExactly("B", "D");
    assertThat(apps.trace(one.id(), 1, 2).orElseThrow().events())
        .extracting(Event::code)
        .containsExactly("A", "B");
    assertThat(apps.lastEvents(two.id(), 0, 100).getLast())
        .isEqualTo(
            new Event(2, NOON, Event.Severity.WARNING, "C", "it happened", 1, "", Caller.SLIPWAY));
  }

  @Test
  void eventsWrittenAtOnceEachGetANumberOfTheirOwn() throws Exception {
    var app = make(spec("web"));
    atOnce(
        20,
        () -> {
          apps.record(app.id(), List.of(event("X"), event("Y")));
          return true;
        });
    assertThat(apps.lastEvents(app.id(), 0, 500))
        .extracting(Event::sequence)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 41).boxed().toList());
  }

  @Test
  void eventsOfAnAppThatIsGoneAreDropped() {
    var app = make(spec("web"));
    remove(app);
    apps.record(app.id(), List.of(event("LATE")));
    assertThat(codes(app.id())).doesNotContain("LATE");
  }

  @Test
  void acceptedSpecsTellWhoFromWhere() {
    var app = make(spec("web"));
    changed(app, scaled(app.spec(), 2));
    var events = apps.lastEvents(app.id(), 0, 10);
    assertThat(events.getFirst().by()).isEqualTo(ALICE);
    assertThat(events.getLast().by()).isEqualTo(BOB);
    assertThat(events.getLast().revision()).isEqualTo(2);
  }

  @Test
  void followersHearOfEveryKindOfWrite() throws Exception {
    var app = make(spec("web"));
    try (var follower = feed.follow(app.id())) {
      var writes =
          List.<Runnable>of(
              () -> changed(app, scaled(app.spec(), 2)),
              () -> apps.claim(app.id()),
              () -> apps.admit(app.id(), 2, Admission.of(app), List.of()),
              () -> apps.report(app.id(), status(AppState.RUNNING, 2), List.of()),
              () -> apps.record(app.id(), List.of(event("A"))),
              () -> apps.delete(app.id(), ALICE, NOON),
              () -> apps.gone(app.id(), NOON));
      for (var write : writes) {
        write.run();
        assertThat(follower.await(Duration.ofSeconds(10))).isTrue();
      }
      apps.claim(app.id());
      assertThat(follower.await(Duration.ZERO)).isFalse();
    }
  }

  @Test
  void whoReadsDoesNotWaitForWhoWrites() throws Exception {
    var app = make(spec("web"));
    var writes = new CountDownLatch(1);
    var hasRead = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var written =
          threads.submit(() ->
              database()
                  .write(dsl -> {
                    writes.countDown();
                    return awaits(hasRead);
                  }));
      writes.await();
      assertThat(apps.trace(app.id(), 0, 10)).isPresent();
      assertThat(apps.find(app.id())).contains(app);
      hasRead.countDown();
      assertThat(written.get()).as("it was still writing").isTrue();
    }
  }

  private static boolean awaits(CountDownLatch latch) {
    try {
      return latch.await(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Test
  void listenersForSpecsDoNotHearOfWhatWasSeenOrDecided() {
    var heard = new ArrayList<AppId>();
    feed.listenForSpecs(heard::add);
    var app = make(spec("web"));
    assertThat(heard).as("made").hasSize(1);
    apps.admit(app.id(), 1, Admission.of(app), List.of());
    apps.report(app.id(), status(AppState.RUNNING, 1), List.of(event("A")));
    assertThat(heard).hasSize(1);
    changed(app, scaled(app.spec(), 2));
    assertThat(heard).as("changed").hasSize(2);
    remove(app);
    assertThat(heard).as("gone").hasSize(3);
  }

  private AppQuery query(AppQuery.Order order, boolean descending, int size, String token) {
    return new AppQuery(
        "default", LabelSelector.ANY, Set.of(), null, null, order, descending, size, token);
  }

  private List<String> names(AppQuery.Order order, boolean descending, int pageSize) {
    var names = new ArrayList<String>();
    var token = "";
    do {
      var page = apps.list(query(order, descending, pageSize, token));
      page.items().forEach(app -> names.add(app.spec().name()));
      token = page.nextToken();
    } while (!token.isEmpty());
    return names;
  }

  @Test
  void listsAreOrderedBothWaysAcrossPages() {
    List.of("b", "d", "a", "e", "c").forEach(name -> make(spec(name)));
    for (int size : new int[] {1, 2, 3, 5, 6}) {
      assertThat(names(AppQuery.Order.NAME, false, size)).containsExactly("a", "b", "c", "d", "e");
      assertThat(names(AppQuery.Order.NAME, true, size)).containsExactly("e", "d", "c", "b", "a");
      assertThat(names(AppQuery.Order.CREATED_AT, false, size))
          .containsExactlyInAnyOrder("a", "b", "c", "d", "e");
      assertThat(names(AppQuery.Order.UPDATED_AT, true, size)).hasSize(5);
      assertThat(names(AppQuery.Order.STATE, false, size)).hasSize(5);
    }
  }

  @Test
  void pagesStayStableWhenAppsComeAndGo() {
    var made = List.of("a", "b", "c", "d", "e", "f").stream().map(n -> make(spec(n))).toList();
    var first = apps.list(query(AppQuery.Order.NAME, false, 3, ""));
    assertThat(first.total()).isEqualTo(6);
    make(spec("aa"));
    remove(made.get(2));
    make(spec("dd"));
    var second = apps.list(query(AppQuery.Order.NAME, false, 10, first.nextToken()));
    assertThat(second.items())
        .extracting(app -> app.spec().name())
        .containsExactly("d", "dd", "e", "f");
  }

  @Test
  void aTokenOnlyContinuesItsOwnList() {
    List.of("a", "b", "c").forEach(name -> make(spec(name)));
    var token = apps.list(query(AppQuery.Order.NAME, false, 1, "")).nextToken();
    assertThatThrownBy(() -> apps.list(query(AppQuery.Order.NAME, true, 1, token)))
        .satisfies(this::isBadRequest);
    assertThatThrownBy(() -> apps.list(query(AppQuery.Order.NAME, false, 1, "x" + token)))
        .satisfies(this::isBadRequest);
  }

  private List<String> selected(String selector) {
    return apps
        .list(
            new AppQuery(
                "default",
                LabelSelector.parse(selector),
                Set.of(),
                null,
                null,
                AppQuery.Order.NAME,
                false,
                100,
                ""))
        .items()
        .stream()
        .map(app -> app.spec().name())
        .toList();
  }

  @Test
  void labelsSelect() {
    make(labelled("a", Map.of("team", "search", "stage", "test")));
    make(labelled("b", Map.of("team", "search")));
    make(labelled("c", Map.of("team", "ads")));
    make(spec("d"));
    assertThat(selected("team=search")).containsExactly("a", "b");
    assertThat(selected("team!=search")).containsExactly("c", "d");
    assertThat(selected("team")).containsExactly("a", "b", "c");
    assertThat(selected("!team")).containsExactly("d");
    assertThat(selected("team=search, !stage")).containsExactly("b");
    assertThat(selected("")).containsExactly("a", "b", "c", "d");
    assertThatThrownBy(() -> selected("team=search,,")).satisfies(this::isBadRequest);
  }

  @Test
  void labelsFollowTheLatestSpec() {
    var app = make(labelled("a", Map.of("team", "search")));
    changed(app, labelled("a", Map.of("team", "ads")));
    assertThat(selected("team=search")).isEmpty();
    assertThat(selected("team=ads")).containsExactly("a");
  }

  @Test
  void statesRegionsAndNamesFilter() {
    var a = make(spec("a"));
    make(full("b"));
    apps.report(a.id(), status(AppState.RUNNING, 1), List.of());
    assertThat(filtered(Set.of(AppState.RUNNING), null, null)).containsExactly("a");
    assertThat(filtered(Set.of(AppState.RUNNING, AppState.STOPPED), null, null))
        .containsExactly("a", "b");
    assertThat(filtered(Set.of(), "lab", null)).containsExactly("b");
    assertThat(filtered(Set.of(), null, "a")).containsExactly("a");
    assertThat(filtered(Set.of(), "lab", "a")).isEmpty();
  }

  private List<String> filtered(
      Set<AppState> states, @Nullable String region, @Nullable String name) {
    return apps
        .list(
            new AppQuery(
                "default",
                LabelSelector.ANY,
                states,
                region == null ? null : new RegionName(region),
                name,
                AppQuery.Order.NAME,
                false,
                100,
                ""))
        .items()
        .stream()
        .map(app -> app.spec().name())
        .toList();
  }

  private static <T> List<T> atOnce(int times, Callable<T> work) throws Exception {
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var all = new ArrayList<T>();
      for (var future :
          executor.invokeAll(IntStream.range(0, times).mapToObj(_ -> work).toList())) {
        all.add(future.get());
      }
      return all;
    }
  }
}
