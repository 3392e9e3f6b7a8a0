package dev.slipway.controlplane.runtime;

import static dev.slipway.controlplane.runtime.Workloads.probe;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.slipway.controlplane.app.Endpoint;
import dev.slipway.controlplane.app.Rollout;
import dev.slipway.controlplane.app.Scaling;
import dev.slipway.controlplane.app.Share;
import dev.slipway.controlplane.runtime.ReplicaStatus.State;
import dev.slipway.controlplane.vocabulary.AppId;
import dev.slipway.controlplane.vocabulary.Memory;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link RuntimeDriver} promises, told against a real engine. */
public abstract class RuntimeDriverContract {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  protected final AppId app = AppId.random();
  protected Workload hello;
  private final HttpClient http = HttpClient.newHttpClient();

  /** The driver under test; always the same one between calls of {@link #restartDriver}. */
  protected abstract RuntimeDriver driver();

  /** What the driver told its listener and asked of its gateway. */
  protected abstract Recorder recorder();

  /** The control plane ends without a word, and another one takes its place. */
  protected abstract void restartDriver();

  /** The test is over. */
  protected abstract void closeDriver();

  /** Somebody kills the replica's container. */
  protected abstract void killBehindItsBack(String replica);

  /** Somebody removes the replica's container. */
  protected abstract void removeBehindItsBack(String replica);

  /** Makes an image available under this name that nobody has. */
  protected abstract String imageThatNobodyHas();

  /** What an image of the tests is called where the engine finds it. */
  protected String image(String name) {
    return name;
  }

  /** How soon a replica that exits at once runs again: the first three times. */
  protected List<String> backOffs() {
    return List.of("runs again in 1 s", "runs again in 2 s", "runs again in 4 s");
  }

  /** The engine tells what a replica wrote to its error output from what it wrote otherwise. */
  protected boolean tellsErrorOutput() {
    return true;
  }

  /** Whether of replicas that are ready the oldest stay when there are to be fewer. */
  protected boolean keepsOldest() {
    return true;
  }

  /** A replica that was removed comes back under its name. */
  protected boolean keepsNames() {
    return true;
  }

  /** A replica of a rollout that has failed is not tried any more. */
  protected boolean givesUp() {
    return true;
  }

  /** Replicas on their way out count until they are gone; otherwise others come before that. */
  protected boolean countsLeaving() {
    return true;
  }

  private long counted(Observation seen) {
    return seen.replicas().stream()
        .filter(replica -> countsLeaving() || replica.state() != State.LEAVING)
        .count();
  }

  @BeforeEach
  void wanted() {
    hello = Workloads.hello(app, image(Workloads.HELLO));
  }

  @AfterEach
  void clean() throws InterruptedException {
    driver().remove(app, Duration.ZERO);
    closeDriver();
  }

  @Test
  void aReplicaComesUpAndAnswers() {
    driver().apply(hello);

    var seen = awaitReady(1);

    assertThat(seen.revision()).isEqualTo(1);
    assertThat(seen.targetReplicas()).isEqualTo(1);
    assertThat(seen.failure()).isNull();
    assertThat(seen.replicas())
        .singleElement()
        .satisfies(replica -> {
          assertThat(replica.state()).isEqualTo(State.READY);
          assertThat(replica.revision()).isEqualTo(1);
          assertThat(replica.restarts()).isZero();
          assertThat(replica.reason()).isEmpty();
          assertThat(replica.startedAt()).isBetween(Instant.now().minus(PATIENCE), Instant.now());
          assertThat(get(replica.endpoint(), "/"))
              .contains("version 1")
              .contains("replica " + replica.id());
        });
    assertThat(recorder().endpoints(app)).isEqualTo(endpoints(seen));
    assertThat(recorder().observations(app).getLast()).isEqualTo(seen);
    assertThat(driver().present()).contains(app);
  }

  @Test
  void theSameWorkloadAgainChangesNothing() {
    driver().apply(hello);
    var before = awaitReady(1);

    driver().apply(hello);
    driver().apply(Workloads.hello(app, image(Workloads.HELLO)));

    assertStays(before);
  }

  @Test
  void anUnknownAppIsNothing() {
    var nobody = AppId.random();

    assertThat(driver().observe(nobody)).isEqualTo(Observation.nothing(nobody));
    assertThat(driver().present()).doesNotContain(nobody);
    assertThat(driver().usage(nobody)).isEmpty();
  }

  @Test
  void removingTakesEverythingAndRemovingAgainIsHarmless() throws InterruptedException {
    driver().apply(Workloads.replicas(hello, 2));
    awaitReady(2);

    driver().remove(app, Duration.ofSeconds(5));

    assertThat(driver().present()).doesNotContain(app);
    assertThat(driver().observe(app)).isEqualTo(Observation.nothing(app));
    assertThat(recorder().endpoints(app)).isEmpty();
    assertThatCode(() -> driver().remove(app, Duration.ZERO)).doesNotThrowAnyException();
  }

  @Test
  void environmentCommandAndIdentityReachTheContainer() {
    var script =
        "echo \"$GREETING|$TOKEN|$PORT|$SLIPWAY_APP_ID|$SLIPWAY_REPLICA|$(id -u):$(id -g)\";"
            + " grep -E 'CapEff|CapBnd|NoNewPrivs|Seccomp:' /proc/self/status; exec /bin/serve";
    var workload = Workloads.env(hello, Map.of("GREETING", "hi there = \"you\""));
    workload = Workloads.secrets(workload, Map.of("TOKEN", "s3cret"));
    driver().apply(Workloads.command(workload, "/bin/sh", "-c", script));

    var replica = awaitReady(1).replicas().getFirst().id();

    var lines = awaitLines(5);
    assertThat(lines)
        .contains("hi there = \"you\"|s3cret|8080|" + app + "|" + replica + "|42420:42420")
        .anyMatch(line -> line.matches("CapEff:\\s+0+"))
        .anyMatch(line -> line.matches("CapBnd:\\s+0+"))
        .anyMatch(line -> line.matches("NoNewPrivs:\\s+1"))
        .anyMatch(line -> line.matches("Seccomp:\\s+2"));
  }

  @Test
  void scalingUpAddsAndScalingDownRemovesWithoutTouchingTheRest() {
    driver().apply(hello);
    var first = awaitReady(1).replicas().getFirst();

    driver().apply(Workloads.revision(Workloads.replicas(hello, 3), 2));
    var three = awaitReady(3);
    assertThat(three.replicas()).contains(withRevision(first, 2));

    driver().apply(Workloads.revision(Workloads.replicas(hello, 1), 3));
    var one = awaitReady(1);
    assertThat(one.replicas())
        .hasSize(1)
        .isSubsetOf(three.replicas().stream().map(r -> withRevision(r, 3)).toList());
    if (keepsOldest()) {
      assertThat(one.replicas()).containsExactly(withRevision(first, 3));
    }
    assertThat(recorder().endpoints(app)).isEqualTo(endpoints(one));
  }

  @Test
  void stoppingLeavesNoReplicaAndStartingBringsThemBack() {
    driver().apply(Workloads.replicas(hello, 2));
    awaitReady(2);

    driver().apply(Workloads.replicas(hello, 0));
    awaitReady(0);
    assertThat(recorder().endpoints(app)).isEmpty();

    driver().apply(Workloads.replicas(hello, 2));
    awaitReady(2);
  }

  @Test
  void aNewImageReplacesReplicasWithoutAGap() {
    var rollout =
        Workloads.rollout(
            Workloads.replicas(hello, 3),
            r ->
                new Rollout(
                    new Share(1, false),
                    new Share(0, false),
                    r.progressDeadline(),
                    r.terminationGrace()));
    driver().apply(rollout);
    var old = awaitReady(3);

    driver().apply(Workloads.image(rollout, image(Workloads.HELLO_2)));
    var fresh = awaitRevision(2, 3);

    assertThat(ids(fresh)).doesNotContainAnyElementsOf(ids(old));
    fresh.replicas().forEach(r -> assertThat(get(r.endpoint(), "/")).contains("version 2"));
    var during = recorder().served(app);
    var firstFull = during.indexOf(endpoints(old));
    assertThat(during.subList(firstFull, during.size()))
        .as("endpoints in traffic at each step")
        .allSatisfy(endpoints -> assertThat(endpoints).hasSizeBetween(3, 4));
    assertThat(recorder().observations(app))
        .as("never more than one above the wanted number")
        .allSatisfy(seen -> assertThat(counted(seen)).isLessThanOrEqualTo(4));
  }

  @Test
  void whereNothingMayBeAddedReplacementGoesOneByOne() {
    var rollout =
        Workloads.rollout(
            Workloads.replicas(hello, 2),
            r ->
                new Rollout(
                    new Share(0, false),
                    new Share(1, false),
                    r.progressDeadline(),
                    r.terminationGrace()));
    driver().apply(rollout);
    var old = awaitReady(2);

    driver().apply(Workloads.image(rollout, image(Workloads.HELLO_2)));
    awaitRevision(2, 2);

    var during = recorder().served(app);
    assertThat(during.subList(during.indexOf(endpoints(old)), during.size()))
        .allSatisfy(endpoints -> assertThat(endpoints).hasSizeBetween(1, 2));
    assertThat(recorder().observations(app))
        .allSatisfy(seen -> assertThat(counted(seen)).isLessThanOrEqualTo(2));
  }

  @Test
  void requestsInFlightFinishWhileTheirReplicaIsReplaced() {
    driver().apply(hello);
    var old = awaitReady(1).replicas().getFirst();
    var slow = CompletableFuture.supplyAsync(() -> get(old.endpoint(), "/slow?seconds=5"));
    await().atMost(PATIENCE).until(() -> !recorder().events(app, "REPLICA_READY").isEmpty());

    driver().apply(Workloads.image(hello, image(Workloads.HELLO_2)));
    awaitRevision(2, 1);

    assertThat(slow.join()).contains("version 1");
  }

  @Test
  void aWantedRestartReplacesReplicas() {
    driver().apply(hello);
    var old = awaitReady(1);

    driver().apply(Workloads.restarted(hello));

    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> {
          var seen = driver().observe(app);
          assertThat(seen.settled()).isTrue();
          assertThat(ids(seen)).doesNotContainAnyElementsOf(ids(old)).hasSize(1);
        });
  }

  @Test
  void aContainerThatIsKilledIsBackWithinSecondsAndTheTimelineSaysSo() {
    driver().apply(Workloads.replicas(hello, 2));
    var victim = awaitReady(2).replicas().getFirst();

    var killed = Instant.now();
    killBehindItsBack(victim.id());

    awaitReplica(victim.id(), r -> r.restarts() == 1 && r.state() == State.READY);
    assertThat(Duration.between(killed, Instant.now())).isLessThan(Duration.ofSeconds(20));
    assertThat(recorder().events(app, "REPLICA_KILLED"))
        .singleElement()
        .satisfies(event -> {
          assertThat(event.warning()).isTrue();
          assertThat(event.replica()).isEqualTo(victim.id());
          assertThat(event.message()).contains(victim.id(), "from outside");
        });
    awaitReady(2);
  }

  @Test
  void aContainerThatIsRemovedIsBackWithinSecondsAndTheTimelineSaysSo() {
    driver().apply(hello);
    var victim = awaitReady(1).replicas().getFirst();

    removeBehindItsBack(victim.id());

    if (keepsNames()) {
      awaitReplica(victim.id(), r -> r.restarts() == 1 && r.state() == State.READY);
    } else {
      awaitSeen(seen -> seen.ready() == 1 && !ids(seen).contains(victim.id()));
    }
    assertThat(recorder().events(app))
        .anyMatch(e -> e.warning() && e.message().contains("outside"));
    awaitReady(1);
  }

  @Test
  void aContainerThatExitsIsRestartedEverMoreSlowlyAndItsCodeIsTold() {
    driver().apply(Workloads.image(hello, image(Workloads.CRASH)));

    await().atMost(PATIENCE).until(() -> recorder().events(app, "REPLICA_EXITED").size() >= 3);

    var exits = recorder().events(app, "REPLICA_EXITED");
    assertThat(exits.getFirst().message()).contains("exited with code 1", backOffs().getFirst());
    assertThat(exits.get(1).message()).contains("2 times in a row", backOffs().get(1));
    assertThat(exits.get(2).message()).contains(backOffs().get(2));
    assertThat(driver().observe(app).ready()).isZero();
    assertThat(driver().observe(app).replicas())
        .singleElement()
        .satisfies(r -> assertThat(r.reason()).contains("exited with code 1"));
  }

  @Test
  void runningOutOfMemoryIsToldWithTheLimit() {
    driver().apply(Workloads.image(hello, image(Workloads.OOM)));

    await().atMost(PATIENCE).until(() -> !recorder().events(app, "OUT_OF_MEMORY").isEmpty());

    assertThat(recorder().events(app, "OUT_OF_MEMORY").getFirst().message())
        .contains("ran out of memory", "64 MiB");
  }

  @Test
  void aProbeThatFailsKeepsAReplicaOutOfTrafficAndIsNamedWhenTheDeadlinePasses() {
    var workload = Workloads.deadline(hello, Duration.ofSeconds(4));
    workload = Workloads.readiness(workload, probe("/health"));
    driver().apply(Workloads.image(workload, image(Workloads.NEVER_READY)));

    var failure = awaitFailure();

    assertThat(failure.platform()).isFalse();
    assertThat(failure.code()).isEqualTo("PROBE_FAILED");
    assertThat(failure.message()).contains("GET :8080/health", "503", "4 s");
    assertThat(recorder().endpoints(app)).isEmpty();
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(recorder().events(app, "ROLLOUT_FAILED")).hasSize(1));
  }

  @Test
  void anImageThatNeverBecomesReadyLeavesTheOldReplicasServing() {
    var workload =
        Workloads.readiness(
            Workloads.replicas(Workloads.deadline(hello, Duration.ofSeconds(4)), 2),
            probe("/health"));
    driver().apply(workload);
    var old = awaitReady(2);

    driver().apply(Workloads.image(workload, image(Workloads.NEVER_READY)));
    var failure = awaitFailure();

    assertThat(failure.message()).contains("503", "2 of an earlier revision still serve");
    assertThat(recorder().endpoints(app)).isEqualTo(endpoints(old));
    old.replicas().forEach(r -> assertThat(get(r.endpoint(), "/")).contains("version 1"));
    // One of the failed ones stays for its log.
    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(driver().observe(app).replicas())
                .filteredOn(r -> r.revision() == 2)
                .singleElement()
                .satisfies(r -> assertThat(r.reason()).contains(givesUp() ? "given up" : "503")));

    driver().apply(Workloads.revision(Workloads.image(workload, image(Workloads.HELLO_2)), 3));
    awaitRevision(3, 2);
  }

  @Test
  void aReplicaWhoseLivenessProbeFailsIsRestarted() {
    driver().apply(Workloads.liveness(hello, probe("/nowhere")));

    await().atMost(PATIENCE).until(() -> !recorder().events(app, "PROBE_FAILED").isEmpty());

    assertThat(recorder().events(app, "PROBE_FAILED").getFirst().message())
        .contains("liveness probe GET :8080/nowhere answers 404");
    await()
        .atMost(PATIENCE)
        .until(() -> driver().observe(app).replicas().stream().anyMatch(r -> r.restarts() > 0));
  }

  @Test
  void anImageThatNobodyHasIsAFailureThatNamesIt() {
    var image = imageThatNobodyHas();
    driver().apply(Workloads.image(hello, image));

    var failure = awaitFailure();

    assertThat(failure.code()).isEqualTo("IMAGE_UNAVAILABLE");
    assertThat(failure.message()).contains(image);
    assertThat(recorder().events(app, "IMAGE_UNAVAILABLE")).hasSize(1);

    driver().apply(Workloads.revision(hello, 3));
    assertThat(awaitReady(1).failure()).isNull();
  }

  @Test
  void imagesAreLookedUpWithoutRunningThem() throws ImageUnavailableException {
    var facts = driver().inspectImage(image(Workloads.HELLO));
    assertThat(facts.platform()).isEqualTo("linux/amd64");
    assertThat(facts.digest()).matches("sha256:[0-9a-f]{64}");
    assertThat(driver().inspectImage(facts.pinned()).platform()).isEqualTo("linux/amd64");

    assertThat(driver().inspectImage(image(Workloads.ARM)).platform()).isEqualTo("linux/arm64");

    var missing =
        catchThrowableOfType(
            ImageUnavailableException.class, () -> driver().inspectImage(imageThatNobodyHas()));
    assertThat(missing).hasMessageContaining(imageThatNobodyHas());
    assertThat(missing.certain()).isTrue();
  }

  @Test
  void whatIsPinnedRuns() throws ImageUnavailableException {
    driver().apply(Workloads.image(hello, driver().inspectImage(image(Workloads.HELLO)).pinned()));

    awaitRevision(2, 1);
  }

  @Test
  void runningReplicasOutliveTheControlPlaneAndAreTakenOver() {
    driver().apply(Workloads.replicas(hello, 2));
    var before = awaitReady(2);

    restartDriver();

    assertThat(driver().present()).contains(app);
    assertThat(ids(driver().observe(app))).isEqualTo(ids(before));
    driver().resume(Workloads.replicas(hello, 2));
    var after = awaitReady(2);
    assertThat(after.replicas()).isEqualTo(before.replicas());
    assertThat(recorder().served(app))
        .as("taken over without an empty moment")
        .doesNotContain(List.of());
  }

  @Test
  void whatAnEngineHasLostSinceItCameAboutComesBack() {
    driver().resume(hello);

    assertThat(awaitReady(1).replicas()).hasSize(1);
  }

  @Test
  void whatIsWantedOtherwiseAfterARestartIsReplacedWithoutAGap() {
    driver().apply(hello);
    var old = awaitReady(1);

    restartDriver();
    driver().apply(Workloads.image(hello, image(Workloads.HELLO_2)));
    var fresh = awaitRevision(2, 1);

    assertThat(ids(fresh)).doesNotContainAnyElementsOf(ids(old));
    var served = recorder().served(app);
    assertThat(served).doesNotContain(List.of()).first().isEqualTo(endpoints(old));
  }

  @Test
  void logsOfAllReplicasComeInOrder() throws InterruptedException {
    driver()
        .apply(
            Workloads.command(
                Workloads.replicas(hello, 2),
                "/bin/sh",
                "-c",
                "echo one; echo two >&2; echo three; exec /bin/serve"));
    var ids = ids(awaitReady(2));
    awaitLines(8);

    var lines = lines(new LogQuery("", -1, false, false));
    for (var id : ids) {
      assertThat(lines.stream().filter(l -> l.replica().equals(id)).map(LogLine::text).toList())
          .containsSubsequence("one", "three")
          .contains("two");
    }
    assertThat(lines)
        .filteredOn(l -> l.text().equals("two"))
        .allMatch(l -> l.stderr() == tellsErrorOutput());
    assertThat(lines).filteredOn(l -> l.text().equals("one")).noneMatch(LogLine::stderr);
    assertThat(lines)
        .isSortedAccordingTo((a, b) -> a.time().compareTo(b.time()))
        .allSatisfy(
            l -> assertThat(l.time()).isBetween(Instant.now().minus(PATIENCE), Instant.now()));

    assertThat(lines(new LogQuery(ids.getFirst(), 1, false, false))).hasSize(1);
    assertThat(lines(new LogQuery("nobody", -1, false, false))).isEmpty();
  }

  @Test
  void logsAreFollowedAcrossRestartsAndThePreviousRunIsKept() throws InterruptedException {
    driver()
        .apply(
            Workloads.command(hello, "/bin/sh", "-c", "echo begins; sleep 2; echo ends; exit 3"));
    var heard = new CopyOnWriteArrayList<String>();
    var follower =
        Thread.ofVirtual()
            .start(() -> {
              try {
                driver().logs(app, new LogQuery("", -1, true, false), l -> heard.add(l.text()));
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    try {
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> assertThat(heard).startsWith("begins", "ends", "begins", "ends", "begins"));
      assertThat(lines(new LogQuery("", -1, false, true)))
          .extracting(LogLine::text)
          .containsExactly("begins", "ends");
    } finally {
      follower.interrupt();
      follower.join(Duration.ofSeconds(5));
    }
    assertThat(follower.isAlive()).as("following ends with an interrupt").isFalse();
  }

  @Test
  void useIsMeasuredAgainstWhatAReplicaMayUse() {
    driver().apply(Workloads.image(hello, image(Workloads.LOAD)));
    var replica = awaitReady(1).replicas().getFirst();
    var load = keepBusy(replica.endpoint());

    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(driver().usage(app))
                .singleElement()
                .satisfies(use -> {
                  assertThat(use.replica()).isEqualTo(replica.id());
                  assertThat(use.cpu()).isBetween(0.05, 1.5);
                  assertThat(use.memory()).isBetween(new Memory(1), Memory.mib(64));
                  assertThat(use.memoryLimit()).isEqualTo(Memory.mib(64));
                }));
    load.interrupt();
  }

  @Test
  void loadBringsReplicasAndQuietTakesThemAway() {
    var rule =
        new Scaling.Automatic(1, 2, Scaling.Metric.CPU, 10, Duration.ofSeconds(3), Duration.ZERO);
    driver().apply(Workloads.scaling(Workloads.image(hello, image(Workloads.LOAD)), rule));
    var replica = awaitReady(1).replicas().getFirst();

    var load = keepBusy(replica.endpoint());
    try {
      awaitReady(2);
    } finally {
      load.interrupt();
    }
    assertThat(recorder().events(app, "SCALED").getFirst().message())
        .contains("CPU", "from 1 to 2");

    awaitReady(1);
    assertThat(driver().observe(app).targetReplicas()).isEqualTo(1);
  }

  /** Asks for busy seconds, one after the other, until it is interrupted. */
  private Thread keepBusy(@Nullable Endpoint endpoint) {
    return Thread.ofVirtual()
        .start(() -> {
          while (!Thread.currentThread().isInterrupted()) {
            try {
              get(endpoint, "/burn?seconds=2");
            } catch (IllegalStateException e) {
              return;
            }
          }
        });
  }

  @Test
  void manyAppsComeUpSideBySide() throws Exception {
    var apps = java.util.stream.Stream.generate(AppId::random).limit(8).toList();
    try (var together = Executors.newVirtualThreadPerTaskExecutor()) {
      together.invokeAll(
          apps.stream()
              .<Callable<Void>>map(id ->
                  () -> {
                    var one = Workloads.hello(id, image(Workloads.HELLO));
                    driver().apply(Workloads.named(one, "hello-" + id));
                    return null;
                  })
              .toList());
      apps.forEach(id ->
          await()
              .atMost(PATIENCE)
              .until(() -> driver().observe(id).settled() && driver().observe(id).ready() == 1));
    } finally {
      for (var id : apps) {
        driver().remove(id, Duration.ZERO);
      }
    }
  }

  @Test
  void theRegionSaysWhatItHas() {
    var capacity = driver().capacity();

    assertThat(capacity.cpus()).isPositive();
    assertThat(capacity.memory()).isGreaterThan(Memory.gib(1));
  }

  @Test
  void aSilentGatewayDelaysAReplacementButDoesNotStopIt() {
    driver().apply(hello);
    awaitReady(1);

    recorder().fallSilent();
    driver().apply(Workloads.image(hello, image(Workloads.HELLO_2)));

    awaitRevision(2, 1);
    assertThat(recorder().events(app, "GATEWAY_SILENT")).isNotEmpty();
  }

  /** Waits until all is settled with exactly so many replicas. */
  protected Observation awaitReady(int replicas) {
    return awaitSeen(
        seen -> seen.settled() && seen.replicas().size() == replicas && seen.ready() == replicas);
  }

  protected Observation awaitRevision(long revision, int replicas) {
    return awaitSeen(seen ->
        seen.settled()
            && seen.revision() == revision
            && seen.replicas().size() == replicas
            && seen.replicas().stream().allMatch(r -> r.revision() == revision));
  }

  private Observation awaitSeen(java.util.function.Predicate<Observation> wanted) {
    try {
      return await().atMost(PATIENCE).until(() -> driver().observe(app), wanted);
    } catch (org.awaitility.core.ConditionTimeoutException e) {
      throw new AssertionError(
          "still %s after%n%s"
              .formatted(
                  driver().observe(app),
                  recorder().events(app).stream()
                      .map(RuntimeEvent::message)
                      .collect(Collectors.joining("\n"))),
          e);
    }
  }

  protected void awaitReplica(String id, java.util.function.Predicate<ReplicaStatus> wanted) {
    awaitSeen(seen -> seen.replicas().stream().anyMatch(r -> r.id().equals(id) && wanted.test(r)));
  }

  private Observation.Failure awaitFailure() {
    var failure = awaitSeen(seen -> seen.failure() != null).failure();
    assertThat(failure).isNotNull();
    return failure;
  }

  private List<String> awaitLines(int atLeast) {
    return await()
        .atMost(PATIENCE)
        .until(
            () -> lines(new LogQuery("", -1, false, false)).stream().map(LogLine::text).toList(),
            lines -> lines.size() >= atLeast);
  }

  protected List<LogLine> lines(LogQuery query) throws InterruptedException {
    var lines = new ArrayList<LogLine>();
    driver().logs(app, query, lines::add);
    return lines;
  }

  /** Nothing changes for as long as a driver would need to change it. */
  private void assertStays(Observation before) {
    await()
        .during(Duration.ofSeconds(2))
        .atMost(Duration.ofSeconds(10))
        .until(() -> driver().observe(app).equals(before));
  }

  protected static List<String> ids(Observation seen) {
    return seen.replicas().stream().map(ReplicaStatus::id).toList();
  }

  protected static List<Endpoint> endpoints(Observation seen) {
    return seen.replicas().stream().map(ReplicaStatus::endpoint).toList();
  }

  private static ReplicaStatus withRevision(ReplicaStatus r, long revision) {
    return new ReplicaStatus(
        r.id(), revision, r.state(), r.restarts(), r.startedAt(), r.endpoint(), r.reason());
  }

  protected String get(@Nullable Endpoint endpoint, String path) {
    assertThat(endpoint).isNotNull();
    try {
      return http.send(
              HttpRequest.newBuilder(
                      URI.create(
                          "http://%s:%d%s".formatted(endpoint.host(), endpoint.port(), path)))
                  .build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
