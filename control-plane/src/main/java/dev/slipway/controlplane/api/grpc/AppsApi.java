package dev.slipway.controlplane.api.grpc;

import static dev.slipway.controlplane.api.grpc.Authentication.caller;

import dev.slipway.controlplane.app.AppFeed;
import dev.slipway.controlplane.app.Apps;
import dev.slipway.controlplane.intake.Accepted;
import dev.slipway.controlplane.intake.AppService;
import dev.slipway.controlplane.intake.CreateCommand;
import dev.slipway.controlplane.intake.SpecField;
import dev.slipway.controlplane.intake.UpdateCommand;
import dev.slipway.controlplane.runtime.Drivers;
import dev.slipway.controlplane.vocabulary.AppId;
import dev.slipway.controlplane.vocabulary.FailureCode;
import dev.slipway.controlplane.vocabulary.FailureException;
import dev.slipway.proto.v1.App;
import dev.slipway.proto.v1.AppsGrpc;
import dev.slipway.proto.v1.CreateAppRequest;
import dev.slipway.proto.v1.CreateAppResponse;
import dev.slipway.proto.v1.DeleteAppRequest;
import dev.slipway.proto.v1.GetAppRequest;
import dev.slipway.proto.v1.ListAppsRequest;
import dev.slipway.proto.v1.ListAppsResponse;
import dev.slipway.proto.v1.ListEventsRequest;
import dev.slipway.proto.v1.ListEventsResponse;
import dev.slipway.proto.v1.LogLine;
import dev.slipway.proto.v1.StartAppRequest;
import dev.slipway.proto.v1.StopAppRequest;
import dev.slipway.proto.v1.TailLogsRequest;
import dev.slipway.proto.v1.UpdateAppRequest;
import dev.slipway.proto.v1.UpdateAppResponse;
import dev.slipway.proto.v1.WatchAppRequest;
import dev.slipway.proto.v1.WatchAppResponse;
import io.grpc.stub.StreamObserver;
import java.util.stream.Collectors;

/** The service {@code Apps}. */
final class AppsApi extends AppsGrpc.AppsImplBase {
  private static final int MAX_REQUEST_ID = 64;

  private final AppService service;
  private final Apps apps;
  private final AppFeed feed;
  private final Drivers drivers;
  private final Tenants tenants;
  private final AppWire wire;

  AppsApi(
      AppService service, Apps apps, AppFeed feed, Drivers drivers, Tenants tenants, AppWire wire) {
    this.service = service;
    this.apps = apps;
    this.feed = feed;
    this.drivers = drivers;
    this.tenants = tenants;
    this.wire = wire;
  }

  @Override
  public void createApp(CreateAppRequest request, StreamObserver<CreateAppResponse> observer) {
    Answer.with(observer, () -> request.getValidateOnly() ? preview(request) : create(request));
  }

  private CreateCommand command(CreateAppRequest request) {
    if (request.getRequestId().length() > MAX_REQUEST_ID) {
      throw new FailureException(
          FailureCode.BAD_REQUEST,
          "request_id is longer than %d characters; send a UUID".formatted(MAX_REQUEST_ID));
    }
    return new CreateCommand(
        tenants.project(request.getProject()).id(),
        SpecReader.draft(request.getSpec()),
        request.getRequestId(),
        request.getAdoptUnclaimed());
  }

  private CreateAppResponse preview(CreateAppRequest request) {
    var command = command(request);
    var preview = service.previewCreate(caller(), command);
    return CreateAppResponse.newBuilder()
        .setApp(wire.of(command.project(), preview))
        .setValidation(AppWire.of(preview.validation()))
        .build();
  }

  private CreateAppResponse create(CreateAppRequest request) {
    var accepted = service.create(caller(), command(request));
    return CreateAppResponse.newBuilder()
        .setApp(wire.of(accepted.app()))
        .setValidation(AppWire.of(accepted.validation()))
        .setAdopted(accepted.adopted())
        .build();
  }

  @Override
  public void getApp(GetAppRequest request, StreamObserver<App> observer) {
    Answer.with(
        observer,
        () -> {
          var id = Ids.app(request.getId());
          return wire.of(
              (request.getClaim() ? apps.claim(id) : apps.find(id))
                  .orElseThrow(() -> Ids.unknown(id)));
        });
  }

  @Override
  public void listApps(ListAppsRequest request, StreamObserver<ListAppsResponse> observer) {
    Answer.with(
        observer,
        () -> {
          var project = tenants.project(request.getProject()).id();
          var page = apps.list(ListReader.query(project, request));
          var response =
              ListAppsResponse.newBuilder()
                  .setNextPageToken(page.nextToken())
                  .setTotal(page.total());
          page.items().forEach(app -> response.addApps(wire.of(app)));
          return response.build();
        });
  }

  @Override
  public void updateApp(UpdateAppRequest request, StreamObserver<UpdateAppResponse> observer) {
    Answer.with(observer, () -> request.getValidateOnly() ? preview(request) : update(request));
  }

  private static UpdateCommand command(UpdateAppRequest request) {
    return new UpdateCommand(
        SpecReader.draft(request.getSpec()),
        request.getExpectedGeneration(),
        request.getUpdateMask().getPathsList().stream()
            .map(SpecField::of)
            .collect(Collectors.toUnmodifiableSet()));
  }

  private UpdateAppResponse preview(UpdateAppRequest request) {
    var id = Ids.app(request.getId());
    var preview = service.previewUpdate(caller(), id, command(request));
    var current = apps.find(id).orElseThrow(() -> Ids.unknown(id));
    return UpdateAppResponse.newBuilder()
        .setApp(wire.of(current.project(), preview).toBuilder().setId(id.value()))
        .setValidation(AppWire.of(preview.validation()))
        .build();
  }

  private UpdateAppResponse update(UpdateAppRequest request) {
    Accepted accepted = service.update(caller(), Ids.app(request.getId()), command(request));
    return UpdateAppResponse.newBuilder()
        .setApp(wire.of(accepted.app()))
        .setValidation(AppWire.of(accepted.validation()))
        .build();
  }

  @Override
  public void deleteApp(DeleteAppRequest request, StreamObserver<App> observer) {
    Answer.with(observer, () -> wire.of(service.delete(caller(), Ids.app(request.getId()))));
  }

  @Override
  public void startApp(StartAppRequest request, StreamObserver<App> observer) {
    Answer.with(observer, () -> wire.of(service.start(caller(), Ids.app(request.getId()))));
  }

  @Override
  public void stopApp(StopAppRequest request, StreamObserver<App> observer) {
    Answer.with(observer, () -> wire.of(service.stop(caller(), Ids.app(request.getId()))));
  }

  @Override
  public void watchApp(WatchAppRequest request, StreamObserver<WatchAppResponse> observer) {
    Outlet.open(
        "watch",
        observer,
        outlet ->
            new Watch(apps, feed, wire::of, Ids.app(request.getId()), request.getAfterSequence())
                .sendTo(outlet));
  }

  @Override
  public void tailLogs(TailLogsRequest request, StreamObserver<LogLine> observer) {
    Outlet.open("logs", observer, outlet -> new LogTail(apps, drivers, request).sendTo(outlet));
  }

  @Override
  public void listEvents(ListEventsRequest request, StreamObserver<ListEventsResponse> observer) {
    Answer.with(
        observer,
        () -> {
          AppId id = Ids.app(request.getId());
          int limit = Ids.pageSize("limit", request.getLimit());
          if (apps.trace(id, Long.MAX_VALUE, 1).isEmpty()) {
            throw Ids.unknown(id);
          }
          var response = ListEventsResponse.newBuilder();
          apps.lastEvents(id, request.getAfterSequence(), limit)
              .forEach(event -> response.addEvents(EventWire.of(event)));
          return response.build();
        });
  }
}
