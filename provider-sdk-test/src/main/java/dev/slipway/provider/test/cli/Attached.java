package dev.slipway.provider.test.cli;

import dev.slipway.provider.Provider;
import dev.slipway.provider.internal.protocol6.Protocol6;
import dev.slipway.provider.internal.protocol6.ProviderService;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** Providers that are served to whoever asks, without TLS, as for debugging. */
record Attached(List<Served> served) implements Providers {
  private static final int LARGEST_MESSAGE = 256 << 20;

  private record Served(String source, ProviderService<?> service, Server server) {
    static Served of(Provider<?> provider) {
      var service = Protocol6.service(provider);
      try {
        var server =
            NettyServerBuilder.forAddress(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .maxInboundMessageSize(LARGEST_MESSAGE)
                .addService(service)
                .build()
                .start();
        return new Served(provider.source(), service, server);
      } catch (IOException e) {
        service.close();
        throw new UncheckedIOException(e);
      }
    }

    /** As the CLIs read it; the source without a host is in the default registry of each. */
    Map<String, Object> reattachment() {
      return Map.of(
          "Protocol",
          "grpc",
          "ProtocolVersion",
          6,
          "Pid",
          ProcessHandle.current().pid(),
          "Test",
          true,
          "Addr",
          Map.of("Network", "tcp", "String", "127.0.0.1:" + server.getPort()));
    }
  }

  static Attached to(List<Provider<?>> providers) {
    return new Attached(providers.stream().<Served>map(Served::of).toList());
  }

  @Override
  public List<String> sources() {
    return served.stream().map(Served::source).toList();
  }

  @Override
  public String installation(Path scratch) {
    return "direct {}";
  }

  @Override
  public Map<String, String> environment() {
    return Map.of(
        "TF_REATTACH_PROVIDERS",
        JsonMapper.shared()
            .writeValueAsString(
                served.stream().collect(Collectors.toMap(Served::source, Served::reattachment))));
  }

  @Override
  public void close() {
    for (var each : served) {
      each.server().shutdownNow();
      each.service().close();
    }
  }
}
