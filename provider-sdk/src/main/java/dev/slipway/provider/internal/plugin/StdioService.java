package dev.slipway.provider.internal.plugin;

import com.google.protobuf.Empty;
import dev.slipway.proto.plugin.GRPCStdioGrpc.GRPCStdioImplBase;
import dev.slipway.proto.plugin.StdioData;
import io.grpc.stub.StreamObserver;

/**
 * The stream of raw output that the host opens at once. It stays open and silent: Terraform shows
 * its data as "unexpected", and what a provider prints is already among its log lines.
 */
final class StdioService extends GRPCStdioImplBase {
  @Override
  public void streamStdio(Empty request, StreamObserver<StdioData> output) {
    // Neither answered nor completed: the stream ends with the connection.
  }
}
