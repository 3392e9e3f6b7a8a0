package dev.slipway.provider.internal.plugin;

import dev.slipway.proto.health.HealthCheckRequest;
import dev.slipway.proto.health.HealthCheckResponse;
import dev.slipway.proto.health.HealthCheckResponse.ServingStatus;
import dev.slipway.proto.health.HealthGrpc.HealthImplBase;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;

/** Says that the plugin serves: for as long as it answers, it does. */
final class HealthService extends HealthImplBase {
  private static final String PLUGIN = "plugin";

  @Override
  public void check(HealthCheckRequest request, StreamObserver<HealthCheckResponse> answer) {
    if (!isKnown(request)) {
      answer.onError(
          Status.NOT_FOUND
              .withDescription("no service \"" + request.getService() + "\"; ask for plugin")
              .asRuntimeException());
      return;
    }
    answer.onNext(status(ServingStatus.SERVING));
    answer.onCompleted();
  }

  @Override
  public void watch(HealthCheckRequest request, StreamObserver<HealthCheckResponse> answer) {
    answer.onNext(status(isKnown(request) ? ServingStatus.SERVING : ServingStatus.SERVICE_UNKNOWN));
  }

  private static boolean isKnown(HealthCheckRequest request) {
    return request.getService().isEmpty() || request.getService().equals(PLUGIN);
  }

  private static HealthCheckResponse status(ServingStatus status) {
    return HealthCheckResponse.newBuilder().setStatus(status).build();
  }
}
