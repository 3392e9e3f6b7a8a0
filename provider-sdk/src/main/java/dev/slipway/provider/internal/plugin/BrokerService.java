package dev.slipway.provider.internal.plugin;

import dev.slipway.proto.plugin.ConnInfo;
import dev.slipway.proto.plugin.GRPCBrokerGrpc.GRPCBrokerImplBase;
import io.grpc.stub.StreamObserver;

/** Keeps the host's broker stream open; providers of protocol 6 broker no further connections. */
final class BrokerService extends GRPCBrokerImplBase {
  @Override
  public StreamObserver<ConnInfo> startStream(StreamObserver<ConnInfo> offers) {
    return new StreamObserver<>() {
      @Override
      public void onNext(ConnInfo wanted) {
        // An offer of a connection that this side never takes up.
      }

      @Override
      public void onError(Throwable gone) {
        // The host went away; there is nothing to release.
      }

      @Override
      public void onCompleted() {
        offers.onCompleted();
      }
    };
  }
}
