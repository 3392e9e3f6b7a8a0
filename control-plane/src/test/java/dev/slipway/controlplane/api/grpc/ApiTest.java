package dev.slipway.controlplane.api.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.FieldMask;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import dev.slipway.controlplane.TestControlPlane;
import dev.slipway.controlplane.vocabulary.AppId;
import dev.slipway.proto.v1.App;
import dev.slipway.proto.v1.AppSpec;
import dev.slipway.proto.v1.AppState;
import dev.slipway.proto.v1.CreateAppRequest;
import dev.slipway.proto.v1.DeleteAppRequest;
import dev.slipway.proto.v1.Drift;
import dev.slipway.proto.v1.DriftPolicy;
import dev.slipway.proto.v1.Event;
import dev.slipway.proto.v1.Flavor;
import dev.slipway.proto.v1.GetAppRequest;
import dev.slipway.proto.v1.GetProjectRequest;
import dev.slipway.proto.v1.ListAppsRequest;
import dev.slipway.proto.v1.ListEventsRequest;
import dev.slipway.proto.v1.ListFlavorsRequest;
import dev.slipway.proto.v1.ListProjectsRequest;
import dev.slipway.proto.v1.ListRegionsRequest;
import dev.slipway.proto.v1.ListRevisionsRequest;
import dev.slipway.proto.v1.ListUsageRequest;
import dev.slipway.proto.v1.LogLine;
import dev.slipway.proto.v1.Quota;
import dev.slipway.proto.v1.Region;
import dev.slipway.proto.v1.Resources;
import dev.slipway.proto.v1.Revision;
import dev.slipway.proto.v1.RollbackAppRequest;
import dev.slipway.proto.v1.Scaling;
import dev.slipway.proto.v1.StartAppRequest;
import dev.slipway.proto.v1.StopAppRequest;
import dev.slipway.proto.v1.TailLogsRequest;
import dev.slipway.proto.v1.UpdateAppRequest;
import dev.slipway.proto.v1.UpdateProjectRequest;
import dev.slipway.proto.v1.WatchAppRequest;
import dev.slipway.proto.v1.WatchAppResponse;
import dev.slipway.proto.v1.WhoAmIRequest;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The control API over a real connection, with the whole control plane behind it. */
class ApiTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir static Path home;
  private static TestControlPlane plane;

  @BeforeAll
  static void startControlPlane() {
    plane = TestControlPlane.start(home);
  }

  @AfterAll
  static void stopControlPlane() {
    plane.close();
  }

  @AfterEach
  void removeApps() {
    for (var app : list(ListAppsRequest.getDefaultInstance())) {
      plane.apps().deleteApp(DeleteAppRequest.newBuilder().setId(app.getId()).build());
    }
    await().atMost(SOON).until(() -> list(ListAppsRequest.getDefaultInstance()).isEmpty());
  }

  private static List<App> list(ListAppsRequest request) {
    return plane.apps().listApps(request).getAppsList();
  }

  private static AppSpec.Builder spec(String name) {
    return AppSpec.newBuilder().setName(name).setImage("localhost/slipway/hello:1");
  }

  private static App create(AppSpec.Builder spec) {
    return plane.apps().createApp(CreateAppRequest.newBuilder().setSpec(spec).build()).getApp();
  }

  private static App get(String id) {
    return plane.apps().getApp(GetAppRequest.newBuilder().setId(id).build());
  }

  private static App becomes(String id, AppState state) {
    return await()
        .atMost(SOON)
        .until(
            () -> get(id),
            app ->
                app.getStatus().getState() == state
                    && app.getStatus().getObservedGeneration() == app.getGeneration());
  }

  private static StatusRuntimeException refused(Code code, String reason, ThrowingCallable call) {
    var thrown = new StatusRuntimeException[1];
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e -> {
              assertThat(e.getStatus().getCode()).as(e.getMessage()).isEqualTo(code);
              assertThat(errorInfo(e).getDomain()).isEqualTo("slipway.dev");
              assertThat(errorInfo(e).getReason()).isEqualTo(reason);
              assertThat(e.getStatus().getDescription()).isNotBlank();
              thrown[0] = e;
            });
    return thrown[0];
  }

  private static ErrorInfo errorInfo(StatusRuntimeException e) {
    return detail(e, ErrorInfo.class);
  }

  private static <T extends Message> T detail(StatusRuntimeException e, Class<T> type) {
    var status = StatusProto.fromThrowable(e);
    assertThat(status).isNotNull();
    for (var any : status.getDetailsList()) {
      if (any.is(type)) {
        try {
          return any.unpack(type);
        } catch (InvalidProtocolBufferException broken) {
          throw new AssertionError(broken);
        }
      }
    }
    throw new AssertionError("no " + type + " in " + e);
  }

  @Test
  void anAppIsMadeAndRuns() {
    var made = create(spec("web"));
    assertThat(made.getId()).isNotEmpty();
    assertThat(made.getProject()).isEqualTo("default");
    assertThat(made.getGeneration()).isEqualTo(1);
    assertThat(made.getAuthor()).isEqualTo("alice");
    assertThat(made.getPrice().getMinPerHour()).isNotEmpty();
    assertThat(made.getSpec().getRegion()).isEqualTo("local");
    assertThat(made.getSpec().getPort()).isEqualTo(8080);
    assertThat(made.getSpec().getRunning()).isTrue();
    assertThat(made.getSpec().getDrift()).isEqualTo(DriftPolicy.ENFORCE);
    assertThat(made.getSpec().getResources().getMemoryBytes()).isEqualTo(4L << 30);

    var running = becomes(made.getId(), AppState.RUNNING);
    assertThat(running.getStatus().getUrl())
        .isEqualTo("http://%s.local.localhost:8642".formatted(made.getId()));
    assertThat(running.getStatus().getAvailableReplicas()).isEqualTo(1);
    assertThat(running.getStatus().getImageDigest()).startsWith("sha256:");
    assertThat(running.getStatus().getServingRevision()).isEqualTo(1);
    assertThat(plane.engine().running()).hasSize(1);
  }

  @Test
  void secretValuesNeverComeBack() {
    var made = create(spec("web").putSecretEnv("TOKEN", "s3cr3t").setSecretEnvVersion(2));
    assertThat(made.getSpec().getSecretEnvMap()).containsExactly(Map.entry("TOKEN", ""));
    assertThat(made.getSpec().getSecretEnvVersion()).isEqualTo(2);
    var revisions =
        plane
            .revisions()
            .listRevisions(ListRevisionsRequest.newBuilder().setAppId(made.getId()).build());
    assertThat(made + get(made.getId()).toString() + revisions).doesNotContain("s3cr3t");
  }

  @Test
  void aRepeatedRequestGivesTheSameApp() {
    var request =
        CreateAppRequest.newBuilder()
            .setSpec(spec("web"))
            .setRequestId(UUID.randomUUID().toString())
            .build();
    var first = plane.apps().createApp(request).getApp();
    assertThat(plane.apps().createApp(request).getApp().getId()).isEqualTo(first.getId());
    refused(
        Code.ALREADY_EXISTS,
        "REQUEST_ID_REUSED",
        () -> plane.apps().createApp(request.toBuilder().setSpec(spec("other")).build()));
  }

  @Test
  void aTakenNameTellsWhoHasIt() {
    var first = create(spec("web"));
    var refusal = refused(Code.ALREADY_EXISTS, "NAME_TAKEN", () -> create(spec("web")));
    assertThat(errorInfo(refusal).getMetadataMap()).containsEntry("app_id", first.getId());
  }

  @Test
  void aBadSpecNamesEveryFieldAndWritesNothing() {
    var refusal =
        refused(
            Code.INVALID_ARGUMENT,
            "INVALID_SPEC",
            () ->
                create(
                    spec("Bad Name")
                        .setPort(70000)
                        .setResources(Resources.newBuilder().setGpu(5))));
    assertThat(detail(refusal, BadRequest.class).getFieldViolationsList())
        .extracting(BadRequest.FieldViolation::getField)
        .contains("name", "port", "resources.gpu");
    assertThat(list(ListAppsRequest.getDefaultInstance())).isEmpty();
  }

  @Test
  void validatingWritesNothingAndTellsTheCompletedSpecAndPrice() {
    var response =
        plane
            .apps()
            .createApp(
                CreateAppRequest.newBuilder().setSpec(spec("web")).setValidateOnly(true).build());
    assertThat(response.getApp().getId()).isEmpty();
    assertThat(response.getApp().getSpec().getRegion()).isEqualTo("local");
    assertThat(response.getApp().getPrice().getCurrency()).isEqualTo("EUR");
    assertThat(response.getValidation().getFindingsList()).isEmpty();
    assertThat(list(ListAppsRequest.getDefaultInstance())).isEmpty();
  }

  @Test
  void validatingABadSpecAnswersWithFindings() {
    var response =
        plane
            .apps()
            .createApp(
                CreateAppRequest.newBuilder()
                    .setSpec(spec("web").setPort(-1))
                    .setValidateOnly(true)
                    .build());
    assertThat(response.getValidation().getFindingsList())
        .anySatisfy(finding -> assertThat(finding.getField()).isEqualTo("port"));
  }

  @Test
  void anUpdateNeedsTheGenerationItSaw() {
    var app = create(spec("web"));
    var update =
        UpdateAppRequest.newBuilder()
            .setId(app.getId())
            .setSpec(
                app.getSpec().toBuilder()
                    .setScaling(
                        Scaling.newBuilder().setFixed(Scaling.Fixed.newBuilder().setReplicas(2))))
            .setExpectedGeneration(1)
            .build();
    var updated = plane.apps().updateApp(update).getApp();
    assertThat(updated.getGeneration()).isEqualTo(2);
    var refusal =
        refused(
            Code.ABORTED,
            "STALE_GENERATION",
            () ->
                plane
                    .apps()
                    .updateApp(
                        update.toBuilder()
                            .setSpec(update.getSpec().toBuilder().setPort(1234))
                            .build()));
    assertThat(errorInfo(refusal).getMetadataMap()).containsEntry("current_generation", "2");
    assertThat(becomes(app.getId(), AppState.RUNNING).getStatus().getAvailableReplicas())
        .isEqualTo(2);
  }

  @Test
  void aMaskedUpdateTakesOnlyItsFields() {
    var app = create(spec("web").putLabels("team", "search"));
    var updated =
        plane
            .apps()
            .updateApp(
                UpdateAppRequest.newBuilder()
                    .setId(app.getId())
                    .setSpec(AppSpec.newBuilder().setImage("localhost/slipway/hello:2"))
                    .setUpdateMask(FieldMask.newBuilder().addPaths("image"))
                    .build())
            .getApp();
    assertThat(updated.getSpec().getImage()).isEqualTo("localhost/slipway/hello:2");
    assertThat(updated.getSpec().getLabelsMap()).containsEntry("team", "search");
    refused(
        Code.INVALID_ARGUMENT,
        "BAD_REQUEST",
        () ->
            plane
                .apps()
                .updateApp(
                    UpdateAppRequest.newBuilder()
                        .setId(app.getId())
                        .setUpdateMask(FieldMask.newBuilder().addPaths("nonsense"))
                        .build()));
  }

  @Test
  void whatOthersChangeIsListedUntilTheAppIsUpdated() {
    var id = create(spec("web").setDrift(DriftPolicy.REPORT)).getId();
    becomes(id, AppState.RUNNING);
    var seen = Instant.parse("2026-11-28T19:02:11Z");
    plane
        .engine()
        .change(
            new AppId(id),
            new dev.slipway.controlplane.runtime.Drift(
                "Deployment web",
                "spec.replicas",
                "scaling.fixed.replicas",
                "1",
                "5",
                "kubectl",
                seen));

    var drifted =
        await().atMost(SOON).until(() -> get(id), app -> app.getStatus().getDriftCount() > 0);

    assertThat(drifted.getStatus().getDriftList())
        .containsExactly(
            Drift.newBuilder()
                .setObject("Deployment web")
                .setField("spec.replicas")
                .setSpecField("scaling.fixed.replicas")
                .setWanted("1")
                .setActual("5")
                .setManager("kubectl")
                .setTime(Times.wire(seen))
                .build());

    var updated =
        plane
            .apps()
            .updateApp(
                UpdateAppRequest.newBuilder()
                    .setId(id)
                    .setSpec(drifted.getSpec())
                    .setExpectedGeneration(1)
                    .build())
            .getApp();

    assertThat(updated.getGeneration()).isEqualTo(2);
    assertThat(updated.getStatus().getDriftList()).isEmpty();
    assertThat(becomes(id, AppState.RUNNING).getStatus().getDriftList()).isEmpty();
  }

  @Test
  void stoppingAndStartingChangeNothingWhenRepeated() {
    var id = create(spec("web")).getId();
    becomes(id, AppState.RUNNING);
    var stop = StopAppRequest.newBuilder().setId(id).build();
    assertThat(plane.apps().stopApp(stop).getGeneration()).isEqualTo(2);
    assertThat(plane.apps().stopApp(stop).getGeneration()).isEqualTo(2);
    assertThat(becomes(id, AppState.STOPPED).getStatus().getReplicasList()).isEmpty();
    var start = StartAppRequest.newBuilder().setId(id).build();
    assertThat(plane.apps().startApp(start).getGeneration()).isEqualTo(3);
    assertThat(plane.apps().startApp(start).getGeneration()).isEqualTo(3);
    becomes(id, AppState.RUNNING);
  }

  @Test
  void rollingBackMakesANewRevision() {
    var app = create(spec("web"));
    plane
        .apps()
        .updateApp(
            UpdateAppRequest.newBuilder()
                .setId(app.getId())
                .setSpec(app.getSpec().toBuilder().setImage("localhost/slipway/hello:2"))
                .build());
    var back =
        plane
            .revisions()
            .rollbackApp(
                RollbackAppRequest.newBuilder().setAppId(app.getId()).setRevision(1).build());
    assertThat(back.getRevision()).isEqualTo(3);
    assertThat(back.getSpec().getImage()).isEqualTo("localhost/slipway/hello:1");
    var revisions =
        plane
            .revisions()
            .listRevisions(ListRevisionsRequest.newBuilder().setAppId(app.getId()).build())
            .getRevisionsList();
    assertThat(revisions).extracting(Revision::getNumber).containsExactly(3L, 2L, 1L);
    assertThat(revisions.getFirst().getRollbackOf()).isEqualTo(1);
    refused(
        Code.NOT_FOUND,
        "REVISION_NOT_FOUND",
        () ->
            plane
                .revisions()
                .rollbackApp(
                    RollbackAppRequest.newBuilder().setAppId(app.getId()).setRevision(9).build()));
  }

  @Test
  void readingWithClaimClaims() {
    var id = create(spec("web")).getId();
    assertThat(get(id).getClaimed()).isFalse();
    assertThat(
            plane
                .apps()
                .getApp(GetAppRequest.newBuilder().setId(id).setClaim(true).build())
                .getClaimed())
        .isTrue();
    assertThat(get(id).getClaimed()).isTrue();
  }

  @Test
  void whatIsDeletedIsNotFound() {
    var id = create(spec("web")).getId();
    becomes(id, AppState.RUNNING);
    var delete = DeleteAppRequest.newBuilder().setId(id).build();
    assertThat(plane.apps().deleteApp(delete).getStatus().getState()).isEqualTo(AppState.DELETING);
    await()
        .atMost(SOON)
        .untilAsserted(() -> refused(Code.NOT_FOUND, "APP_NOT_FOUND", () -> get(id)));
    assertThat(plane.engine().running()).isEmpty();
    refused(Code.INVALID_ARGUMENT, "BAD_REQUEST", () -> get("no-uuid"));
  }

  @Test
  void aWatcherSeesTheAppItsPastAndEveryEventUntilItIsDeleted() {
    var id = create(spec("web")).getId();
    var watch = watch(id, 0);
    var seen = new ArrayList<WatchAppResponse>();
    readUntil(watch, seen, change -> change.getApp().getStatus().getState() == AppState.RUNNING);
    assertThat(seen.getFirst().getApp().getId()).as("the app comes first").isEqualTo(id);
    plane.apps().deleteApp(DeleteAppRequest.newBuilder().setId(id).build());
    readUntil(watch, seen, change -> change.getApp().getStatus().getState() == AppState.DELETED);
    assertThat(watch.hasNext()).isFalse();

    var events = seen.stream().filter(WatchAppResponse::hasEvent).toList();
    assertThat(events)
        .extracting(change -> change.getEvent().getSequence())
        .containsExactlyElementsOf(LongStream.rangeClosed(1, events.size()).boxed().toList());
    assertThat(events.getFirst().getEvent().getCode()).isEqualTo("CREATED");
    assertThat(events.getFirst().getEvent().getAuthor()).isEqualTo("alice");
    assertThat(events.getFirst().getEvent().getClient()).isEqualTo("test");
    assertThat(events.getLast().getEvent().getCode()).isEqualTo("DELETED");
  }

  private static Iterator<WatchAppResponse> watch(String id, long after) {
    return plane
        .apps()
        .withDeadlineAfter(30, TimeUnit.SECONDS)
        .watchApp(WatchAppRequest.newBuilder().setId(id).setAfterSequence(after).build());
  }

  private static void readUntil(
      Iterator<WatchAppResponse> watch,
      List<WatchAppResponse> seen,
      Predicate<WatchAppResponse> enough) {
    while (true) {
      var change = watch.next();
      seen.add(change);
      if (enough.test(change)) {
        return;
      }
    }
  }

  @Test
  void aWatcherMayLeaveOutThePast() {
    var id = create(spec("web")).getId();
    becomes(id, AppState.RUNNING);
    var watch = watch(id, -1);
    assertThat(watch.next().hasApp()).isTrue();
    plane.apps().stopApp(StopAppRequest.newBuilder().setId(id).build());
    var first = watch.next();
    assertThat(first.getEvent().getCode()).isEqualTo("STOPPED_BY_OWNER");
  }

  @Test
  void aWatcherThatDoesNotReadHoldsNobodyBack() {
    var id = create(spec("web")).getId();
    var slow = watch(id, 0);
    for (int i = 0; i < 300; i++) {
      var app = get(id);
      plane
          .apps()
          .updateApp(
              UpdateAppRequest.newBuilder()
                  .setId(id)
                  .setSpec(app.getSpec().toBuilder().putLabels("round", "r" + i))
                  .build());
    }
    var last =
        plane
            .apps()
            .listEvents(ListEventsRequest.newBuilder().setId(id).setLimit(1).build())
            .getEvents(0)
            .getSequence();
    assertThat(last).isGreaterThan(300);
    var sequences = new ArrayList<Long>();
    while (sequences.isEmpty() || sequences.getLast() < last) {
      var change = slow.next();
      if (change.hasEvent()) {
        sequences.add(change.getEvent().getSequence());
      }
    }
    assertThat(sequences)
        .startsWith(1L, 2L, 3L)
        .isSorted()
        .doesNotHaveDuplicates()
        .hasSize((int) (long) sequences.getLast());
  }

  @Test
  void watchingNothingIsNotFound() {
    refused(Code.NOT_FOUND, "APP_NOT_FOUND", () -> watch(UUID.randomUUID().toString(), 0).next());
  }

  @Test
  void logsAreTailed() {
    var id = create(spec("web")).getId();
    becomes(id, AppState.RUNNING);
    var lines = new ArrayList<LogLine>();
    plane
        .apps()
        .tailLogs(TailLogsRequest.newBuilder().setId(id).build())
        .forEachRemaining(lines::add);
    assertThat(lines).extracting(LogLine::getText).containsExactly("hello");
  }

  @Test
  void listsAreFilteredSortedAndPaged() {
    create(spec("c").putLabels("team", "x"));
    create(spec("a").putLabels("team", "x"));
    create(spec("b").putLabels("team", "y"));
    create(spec("d").setRegion("lab"));
    assertThat(names(ListAppsRequest.newBuilder().setOrderBy("-name")))
        .containsExactly("d", "c", "b", "a");
    assertThat(names(ListAppsRequest.newBuilder().setOrderBy("name").setLabelSelector("team=x")))
        .containsExactly("a", "c");
    assertThat(names(ListAppsRequest.newBuilder().setRegion("lab"))).containsExactly("d");
    assertThat(names(ListAppsRequest.newBuilder().setName("b"))).containsExactly("b");
    var first =
        plane
            .apps()
            .listApps(ListAppsRequest.newBuilder().setOrderBy("name").setPageSize(3).build());
    assertThat(first.getTotal()).isEqualTo(4);
    assertThat(first.getAppsList()).hasSize(3);
    assertThat(
            names(
                ListAppsRequest.newBuilder()
                    .setOrderBy("name")
                    .setPageSize(3)
                    .setPageToken(first.getNextPageToken())))
        .containsExactly("d");
    for (var bad :
        List.of(
            ListAppsRequest.newBuilder().setOrderBy("size"),
            ListAppsRequest.newBuilder().setPageSize(501),
            ListAppsRequest.newBuilder().setPageSize(-1),
            ListAppsRequest.newBuilder().setPageToken("?"),
            ListAppsRequest.newBuilder().setLabelSelector("=x"))) {
      refused(Code.INVALID_ARGUMENT, "BAD_REQUEST", () -> names(bad));
    }
    refused(
        Code.NOT_FOUND,
        "PROJECT_NOT_FOUND",
        () -> names(ListAppsRequest.newBuilder().setProject("other")));
  }

  private static List<String> names(ListAppsRequest.Builder request) {
    return list(request.build()).stream().map(app -> app.getSpec().getName()).toList();
  }

  @Test
  void eventsAreListedWithTheNewestKept() {
    var id = create(spec("web")).getId();
    becomes(id, AppState.RUNNING);
    var all =
        plane.apps().listEvents(ListEventsRequest.newBuilder().setId(id).build()).getEventsList();
    assertThat(all).extracting(Event::getCode).startsWith("CREATED");
    var last =
        plane
            .apps()
            .listEvents(ListEventsRequest.newBuilder().setId(id).setLimit(1).build())
            .getEventsList();
    assertThat(last).containsExactly(all.getLast());
  }

  @Test
  void anAppBeyondTheQuotaWaitsAndStartsWhenTheQuotaGrows() {
    setQuota(0);
    try {
      var id = create(spec("big").setResources(Resources.newBuilder().setGpu(2))).getId();
      var queued =
          await().atMost(SOON).until(() -> get(id), app -> !app.getStatus().getReason().isEmpty());
      assertThat(queued.getStatus().getState()).isEqualTo(AppState.QUEUED);
      setQuota(4);
      becomes(id, AppState.RUNNING);
      var project = plane.projects().getProject(GetProjectRequest.getDefaultInstance());
      assertThat(project.getUsed().getGpu()).isEqualTo(2);
    } finally {
      setQuota(4);
    }
  }

  private static void setQuota(int gpus) {
    plane
        .projects()
        .updateProject(
            UpdateProjectRequest.newBuilder()
                .setId("default")
                .setQuota(Quota.newBuilder().setGpu(gpus).setCpu(100))
                .build());
  }

  @Test
  void projectsAndTheCallerAreKnown() {
    var me = plane.projects().whoAmI(WhoAmIRequest.getDefaultInstance());
    assertThat(me.getAuthor()).isEqualTo("alice");
    assertThat(me.getDefaultProject()).isEqualTo("default");
    assertThat(me.getApiLevel()).isEqualTo(2);
    assertThat(me.getServerVersion()).isNotEmpty();
    assertThat(
            plane
                .projects()
                .listProjects(ListProjectsRequest.getDefaultInstance())
                .getProjectsList())
        .hasSize(1);
    refused(
        Code.INVALID_ARGUMENT,
        "BAD_REQUEST",
        () -> plane.projects().updateProject(UpdateProjectRequest.getDefaultInstance()));
    refused(Code.INVALID_ARGUMENT, "BAD_REQUEST", () -> setQuota(-1));
  }

  @Test
  void theCatalogShowsFlavorsAndRegionsWithWhatIsFree() {
    assertThat(
            plane.catalog().listFlavors(ListFlavorsRequest.getDefaultInstance()).getFlavorsList())
        .extracting(Flavor::getId)
        .contains("ai1-1-cpu", "ai1-1-gpu");
    var before = local();
    assertThat(before.getAvailable()).isTrue();
    assertThat(before.getDefaultRegion()).isTrue();
    assertThat(before.getTotal().getGpu()).isEqualTo(8);
    becomes(
        create(spec("web").setResources(Resources.newBuilder().setGpu(1))).getId(),
        AppState.RUNNING);
    assertThat(local().getFree().getGpu()).isEqualTo(before.getFree().getGpu() - 1);
    refused(
        Code.INVALID_ARGUMENT,
        "BAD_REQUEST",
        () ->
            plane.catalog().listFlavors(ListFlavorsRequest.newBuilder().setRegion("mars").build()));
  }

  @Test
  void theCatalogShowsWhatOneReplicaCouldGetOnANode() {
    plane.engine().cluster(3, 2);
    try {
      var web = spec("web").setResources(Resources.newBuilder().setGpu(2));
      becomes(create(web).getId(), AppState.RUNNING);

      assertThat(local().getNodes()).isEqualTo(2);
      assertThat(local().getFree().getGpu()).isEqualTo(3);
      var free = gpuFlavor().getFreeOrThrow("local");
      assertThat(free.getUnits()).isEqualTo(3);
      assertThat(free.getLargestReplica()).isEqualTo(2);
    } finally {
      plane.engine().cluster();
    }
  }

  private static Flavor gpuFlavor() {
    return plane
        .catalog()
        .listFlavors(ListFlavorsRequest.getDefaultInstance())
        .getFlavorsList()
        .stream()
        .filter(flavor -> flavor.getId().equals("ai1-1-gpu"))
        .findFirst()
        .orElseThrow();
  }

  private static Region local() {
    return plane
        .catalog()
        .listRegions(ListRegionsRequest.getDefaultInstance())
        .getRegionsList()
        .stream()
        .filter(region -> region.getId().equals("local"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aRegionWhoseEngineIsDownSaysSo() {
    plane.engine().goDown();
    try {
      assertThat(local().getAvailable()).isFalse();
      assertThat(local().getReason()).contains("engine");
      var since = local().getSilentSince();
      assertThat(since.getSeconds()).isPositive();
      assertThat(local().getSilentSince()).as("it stays that moment").isEqualTo(since);
      assertThat(gpuFlavor().getFreeOrThrow("local").getUnits()).isZero();
    } finally {
      plane.engine().comeBack();
    }
  }

  @Test
  void useIsMetered() {
    var id = create(spec("web").setResources(Resources.newBuilder().setCpu(2))).getId();
    becomes(id, AppState.RUNNING);
    var row =
        await()
            .atMost(SOON)
            .until(
                () -> plane.usage().listUsage(ListUsageRequest.newBuilder().setAppId(id).build()),
                usage -> usage.getRowsCount() > 0)
            .getRows(0);
    assertThat(row.getAppName()).isEqualTo("web");
    assertThat(row.getFlavor()).isEqualTo("ai1-1-cpu");
    assertThat(row.getReplicaMinutes()).isBetween(1L, 2L);
    assertThat(row.getUnitMinutes()).isEqualTo(2 * row.getReplicaMinutes());
    assertThat(row.getCurrency()).isEqualTo("EUR");
  }
}
