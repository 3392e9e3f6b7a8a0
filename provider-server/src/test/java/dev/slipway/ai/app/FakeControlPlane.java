package dev.slipway.ai.app;

import dev.slipway.proto.v1.App;
import dev.slipway.proto.v1.AppSpec;
import dev.slipway.proto.v1.AppState;
import dev.slipway.proto.v1.AppStatus;
import dev.slipway.proto.v1.AppsGrpc;
import dev.slipway.proto.v1.CreateAppRequest;
import dev.slipway.proto.v1.CreateAppResponse;
import dev.slipway.proto.v1.Drift;
import dev.slipway.proto.v1.GetAppRequest;
import dev.slipway.proto.v1.Price;
import dev.slipway.proto.v1.ProjectsGrpc;
import dev.slipway.proto.v1.UpdateAppRequest;
import dev.slipway.proto.v1.UpdateAppResponse;
import dev.slipway.proto.v1.WatchAppRequest;
import dev.slipway.proto.v1.WatchAppResponse;
import dev.slipway.proto.v1.WhoAmIRequest;
import dev.slipway.proto.v1.WhoAmIResponse;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** A control plane with one app, which runs as soon as it is accepted. */
final class FakeControlPlane implements AutoCloseable {
  private static final Price PRICE =
      Price.newBuilder().setMinPerHour("0.03").setMaxPerHour("0.03").setCurrency("EUR").build();

  private final Server server;
  private App app = App.getDefaultInstance();

  FakeControlPlane() throws IOException {
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(new Projects())
            .addService(new Apps())
            .build()
            .start();
  }

  String endpoint() {
    return "127.0.0.1:" + server.getPort();
  }

  synchronized App app() {
    return app;
  }

  /** What others have changed, as the runtime sees it from now on. */
  synchronized void drifts(Drift... drift) {
    var status = app.getStatus().toBuilder().clearDrift();
    for (var each : drift) {
      status.addDrift(each);
    }
    app = app.toBuilder().setStatus(status).build();
  }

  /** Accepts a spec as the real one does: an equal one only to put right what others changed. */
  private synchronized App accept(AppSpec spec) {
    if (app.getSpec().equals(spec) && app.getStatus().getDriftCount() == 0) {
      return app;
    }
    long generation = app.getGeneration() + 1;
    app =
        preview(spec).toBuilder()
            .setId("6d1f2d3c-0d6c-4f0e-9d43-0d9f1d6c1b11")
            .setGeneration(generation)
            .setRevision(generation)
            .setStatus(
                AppStatus.newBuilder()
                    .setState(AppState.RUNNING)
                    .setObservedGeneration(generation)
                    .setServingRevision(generation)
                    .setAvailableReplicas(spec.getScaling().getFixed().getReplicas()))
            .build();
    return app;
  }

  private static App preview(AppSpec spec) {
    return App.newBuilder().setSpec(spec).setPrice(PRICE).build();
  }

  /** With what the catalog decides. */
  private static AppSpec completed(AppSpec spec) {
    var complete = spec.toBuilder().setRegion("local");
    complete.getResourcesBuilder().setCpu(1).setFlavor("ai1-1-cpu").setMemoryBytes(1 << 30);
    return complete.build();
  }

  @Override
  public void close() {
    server.shutdownNow();
  }

  private static <T> void answer(StreamObserver<T> observer, T answer) {
    observer.onNext(answer);
    observer.onCompleted();
  }

  private static final class Projects extends ProjectsGrpc.ProjectsImplBase {
    @Override
    public void whoAmI(WhoAmIRequest request, StreamObserver<WhoAmIResponse> observer) {
      answer(observer, WhoAmIResponse.newBuilder().setAuthor("alice").setApiLevel(2).build());
    }
  }

  private final class Apps extends AppsGrpc.AppsImplBase {
    @Override
    public void createApp(CreateAppRequest request, StreamObserver<CreateAppResponse> observer) {
      var spec = completed(request.getSpec());
      answer(
          observer,
          CreateAppResponse.newBuilder()
              .setApp(request.getValidateOnly() ? preview(spec) : accept(spec))
              .build());
    }

    @Override
    public void updateApp(UpdateAppRequest request, StreamObserver<UpdateAppResponse> observer) {
      var spec = completed(request.getSpec());
      answer(
          observer,
          UpdateAppResponse.newBuilder()
              .setApp(request.getValidateOnly() ? preview(spec) : accept(spec))
              .build());
    }

    @Override
    public void getApp(GetAppRequest request, StreamObserver<App> observer) {
      answer(observer, app());
    }

    @Override
    public void watchApp(WatchAppRequest request, StreamObserver<WatchAppResponse> observer) {
      answer(observer, WatchAppResponse.newBuilder().setApp(app()).build());
    }
  }
}
