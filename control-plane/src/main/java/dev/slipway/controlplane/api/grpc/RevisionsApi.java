package dev.slipway.controlplane.api.grpc;

import static dev.slipway.controlplane.api.grpc.Authentication.caller;

import dev.slipway.controlplane.app.Apps;
import dev.slipway.controlplane.intake.AppService;
import dev.slipway.proto.v1.App;
import dev.slipway.proto.v1.ListRevisionsRequest;
import dev.slipway.proto.v1.ListRevisionsResponse;
import dev.slipway.proto.v1.RevisionsGrpc;
import dev.slipway.proto.v1.RollbackAppRequest;
import io.grpc.stub.StreamObserver;

/** The service {@code Revisions}. */
final class RevisionsApi extends RevisionsGrpc.RevisionsImplBase {
  private final AppService service;
  private final Apps apps;
  private final AppWire wire;

  RevisionsApi(AppService service, Apps apps, AppWire wire) {
    this.service = service;
    this.apps = apps;
    this.wire = wire;
  }

  @Override
  public void listRevisions(
      ListRevisionsRequest request, StreamObserver<ListRevisionsResponse> observer) {
    Answer.with(
        observer,
        () -> {
          var id = Ids.app(request.getAppId());
          int size = Ids.pageSize("page_size", request.getPageSize());
          if (apps.find(id).isEmpty()) {
            throw Ids.unknown(id);
          }
          var page = apps.revisions(id, size, request.getPageToken());
          var response = ListRevisionsResponse.newBuilder().setNextPageToken(page.nextToken());
          page.items().forEach(revision -> response.addRevisions(wire.of(revision)));
          return response.build();
        });
  }

  @Override
  public void rollbackApp(RollbackAppRequest request, StreamObserver<App> observer) {
    Answer.with(
        observer,
        () ->
            wire.of(
                service.rollback(
                    caller(),
                    Ids.app(request.getAppId()),
                    request.getRevision(),
                    request.getExpectedGeneration())));
  }
}
