package dev.slipway.provider.internal.plugin;

import io.grpc.HandlerRegistry;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The gRPC server of one plugin process, listening at one endpoint. */
final class PluginServer {
  /** Customary for providers: a state may be large, gRPC's own default of 4 MiB is not. */
  private static final int LARGEST_MESSAGE = 256 * 1024 * 1024;

  private static final int CLOSING_MILLIS = 300;

  private final Server server;
  private final MultiThreadIoEventLoopGroup loop;
  private final Endpoint endpoint;

  private PluginServer(Server server, MultiThreadIoEventLoopGroup loop, Endpoint endpoint) {
    this.server = server;
    this.loop = loop;
    this.endpoint = endpoint;
  }

  /**
   * Listens.
   *
   * @param services everything that is served
   * @param tls the credentials, or null for plaintext
   * @throws IOException the endpoint cannot be listened at
   */
  static PluginServer listen(
      Endpoint endpoint,
      HandlerRegistry services,
      @Nullable Future<MutualTls> tls,
      Lifetime lifetime)
      throws IOException {
    // One thread moves the bytes of the one connection; calls run on virtual threads of their own.
    var loop =
        new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("plugin", true), NioIoHandler.newFactory());
    var builder =
        NettyServerBuilder.forAddress(endpoint.address())
            .channelType(endpoint.channelType())
            .bossEventLoopGroup(loop)
            .workerEventLoopGroup(loop)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .maxInboundMessageSize(LARGEST_MESSAGE)
            .addTransportFilter(lifetime)
            .fallbackHandlerRegistry(services);
    if (tls != null) {
      builder.protocolNegotiator(new TlsNegotiator(tls));
    }
    try {
      var server = new PluginServer(builder.build().start(), loop, endpoint);
      endpoint.opened();
      return server;
    } catch (IOException | RuntimeException e) {
      var _ = loop.shutdownGracefully(0, 0, TimeUnit.MILLISECONDS);
      endpoint.remove();
      throw e;
    }
  }

  Endpoint endpoint() {
    return endpoint;
  }

  /**
   * Closes every connection and stops the event loop: the JVM waits 300 ms at its end for a thread
   * that still sits in a system call.
   */
  void close() throws InterruptedException {
    server.shutdownNow();
    loop.shutdownGracefully(0, CLOSING_MILLIS, TimeUnit.MILLISECONDS).await(CLOSING_MILLIS);
    endpoint.remove();
  }
}
