package dev.slipway.provider.internal.plugin;

import dev.slipway.proto.plugin.Empty;
import dev.slipway.proto.plugin.GRPCControllerGrpc.GRPCControllerImplBase;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;

/** Ends the process on the host's request, once the answer is on its way. */
final class ControllerService extends GRPCControllerImplBase {
  private final Lifetime lifetime;

  ControllerService(Lifetime lifetime) {
    this.lifetime = lifetime;
  }

  @Override
  public void shutdown(Empty request, StreamObserver<Empty> answer) {
    var call = (ServerCallStreamObserver<Empty>) answer;
    call.setOnCloseHandler(lifetime::end);
    call.setOnCancelHandler(lifetime::end);
    call.onNext(Empty.getDefaultInstance());
    call.onCompleted();
  }
}
