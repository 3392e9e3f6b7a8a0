package dev.slipway.controlplane.gateway.xds;

import io.envoyproxy.envoy.service.discovery.v3.AggregatedDiscoveryServiceGrpc.AggregatedDiscoveryServiceImplBase;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where gateways connect: Envoy's aggregated discovery service, incremental variant, over gRPC. */
public final class AdsServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(AdsServer.class);
  private static final Duration STREAMS_END = Duration.ofSeconds(5);

  private final ExecutorService workers;
  private final Server server;

  private AdsServer(ExecutorService workers, Server server) {
    this.workers = workers;
    this.server = server;
  }

  /**
   * Starts to answer.
   *
   * @throws IOException the address is taken or not this machine's; the message names it
   */
  public static AdsServer start(InetSocketAddress address, Gateways gateways) throws IOException {
    var workers = Executors.newVirtualThreadPerTaskExecutor();
    var server =
        NettyServerBuilder.forAddress(address)
            .executor(workers)
            .addService(new Service(gateways))
            // A gateway that vanished without a word would keep every change waiting.
            .keepAliveTime(10, TimeUnit.SECONDS)
            .keepAliveTimeout(5, TimeUnit.SECONDS)
            .permitKeepAliveTime(1, TimeUnit.SECONDS)
            .permitKeepAliveWithoutCalls(true)
            // A reconnecting gateway names everything it has: some 100 bytes for each resource.
            .maxInboundMessageSize(64 << 20)
            .build();
    try {
      return new AdsServer(workers, server.start());
    } catch (IOException e) {
      workers.close();
      throw new IOException("gateways cannot connect at %s: %s".formatted(address, reason(e)), e);
    }
  }

  private static String reason(IOException e) {
    var cause = e.getCause() == null ? e : e.getCause();
    return String.valueOf(cause.getMessage());
  }

  public int port() {
    return server.getPort();
  }

  /** Ends every stream. Gateways go on with what they have. */
  @Override
  public void close() {
    server.shutdownNow();
    try {
      if (!server.awaitTermination(STREAMS_END.toSeconds(), TimeUnit.SECONDS)) {
        log.warn("Streams of gateways are still open");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    workers.close();
  }

  private static final class Service extends AggregatedDiscoveryServiceImplBase {
    private final Gateways gateways;

    private Service(Gateways gateways) {
      this.gateways = gateways;
    }

    @Override
    public StreamObserver<DeltaDiscoveryRequest> deltaAggregatedResources(
        StreamObserver<DeltaDiscoveryResponse> responses) {
      var connection = gateways.connect(responses::onNext);
      // Without a handler, sending into a stream that was just cancelled throws.
      ((ServerCallStreamObserver<DeltaDiscoveryResponse>) responses)
          .setOnCancelHandler(connection::close);
      return new StreamObserver<>() {
        @Override
        public void onNext(DeltaDiscoveryRequest request) {
          connection.receive(request);
        }

        @Override
        public void onError(Throwable broken) {
          connection.close();
        }

        @Override
        public void onCompleted() {
          connection.close();
          responses.onCompleted();
        }
      };
    }
  }
}
