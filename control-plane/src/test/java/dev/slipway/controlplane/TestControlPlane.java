package dev.slipway.controlplane;

import dev.slipway.controlplane.app.Traffic;
import dev.slipway.controlplane.catalog.Catalog;
import dev.slipway.controlplane.runtime.Drivers;
import dev.slipway.controlplane.runtime.FakeEngine;
import dev.slipway.controlplane.runtime.FakeRuntime;
import dev.slipway.controlplane.runtime.RuntimeDriver;
import dev.slipway.controlplane.vocabulary.RegionName;
import dev.slipway.proto.v1.AppsGrpc;
import dev.slipway.proto.v1.CatalogGrpc;
import dev.slipway.proto.v1.ProjectsGrpc;
import dev.slipway.proto.v1.RevisionsGrpc;
import dev.slipway.proto.v1.UsageGrpc;
import io.grpc.ClientInterceptor;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.grpc.server.lifecycle.GrpcServerLifecycle;

/**
 * A control plane in this process, as in production but for the engine, which is a {@link
 * FakeEngine} that every region shares, and the gateway, which is none.
 */
public final class TestControlPlane implements AutoCloseable {
  private final Path home;
  private final ConfigurableApplicationContext context;
  private final ManagedChannel channel;

  // Not marked as a configuration, so that the real control plane's scan passes it by.
  @EnableAutoConfiguration
  @ComponentScan({
    "dev.slipway.controlplane.api",
    "dev.slipway.controlplane.app",
    "dev.slipway.controlplane.catalog",
    "dev.slipway.controlplane.database",
    "dev.slipway.controlplane.home",
    "dev.slipway.controlplane.intake",
    "dev.slipway.controlplane.metering",
    "dev.slipway.controlplane.project",
    "dev.slipway.controlplane.reconcile"
  })
  static class Features {
    @Bean
    FakeEngine engine() {
      return new FakeEngine();
    }

    @Bean
    Traffic traffic() {
      return (_, _, _) -> true;
    }

    @Bean
    Drivers drivers(Catalog catalog, FakeEngine engine) {
      Map<RegionName, RuntimeDriver> drivers = new HashMap<>();
      catalog.regions().forEach(region -> drivers.put(region.name(), new FakeRuntime(engine)));
      return new Drivers(drivers);
    }
  }

  private TestControlPlane(Path home, Map<String, String> more) {
    var environment = new HashMap<>(more);
    environment.put("SLIPWAY_HOME", home.toString());
    environment.putIfAbsent("SLIPWAY_GRPC_ADDRESS", "127.0.0.1:0");
    environment.putIfAbsent("SLIPWAY_HTTP_ADDRESS", "127.0.0.1:0");
    environment.putIfAbsent("SLIPWAY_LOG_LEVEL", "warn");
    this.home = home;
    this.context = ControlPlane.start(Features.class, Settings.of(environment));
    this.channel = NettyChannelBuilder.forAddress("127.0.0.1", grpcPort()).usePlaintext().build();
  }

  public static TestControlPlane start(Path home) {
    return new TestControlPlane(home, Map.of());
  }

  public static TestControlPlane start(Path home, Map<String, String> settings) {
    return new TestControlPlane(home, settings);
  }

  public int grpcPort() {
    return context.getBean(GrpcServerLifecycle.class).getPort();
  }

  public int httpPort() {
    var server = ((WebServerApplicationContext) context).getWebServer();
    return server == null ? -1 : server.getPort();
  }

  public FakeEngine engine() {
    return context.getBean(FakeEngine.class);
  }

  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  public String token() {
    try {
      return Files.readString(home.resolve("operator.token")).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Headers as a client of this author sends them. */
  public ClientInterceptor as(String author) {
    return headers(
        Map.of(
            "authorization",
            "Bearer " + token(),
            "slipway-user",
            author,
            "slipway-client",
            "test"));
  }

  public static ClientInterceptor headers(Map<String, String> headers) {
    var metadata = new Metadata();
    headers.forEach((name, value) ->
        metadata.put(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER), value));
    return MetadataUtils.newAttachHeadersInterceptor(metadata);
  }

  public ManagedChannel channel() {
    return channel;
  }

  public AppsGrpc.AppsBlockingStub apps() {
    return AppsGrpc.newBlockingStub(channel).withInterceptors(as("alice"));
  }

  public RevisionsGrpc.RevisionsBlockingStub revisions() {
    return RevisionsGrpc.newBlockingStub(channel).withInterceptors(as("alice"));
  }

  public CatalogGrpc.CatalogBlockingStub catalog() {
    return CatalogGrpc.newBlockingStub(channel).withInterceptors(as("alice"));
  }

  public ProjectsGrpc.ProjectsBlockingStub projects() {
    return ProjectsGrpc.newBlockingStub(channel).withInterceptors(as("alice"));
  }

  public UsageGrpc.UsageBlockingStub usage() {
    return UsageGrpc.newBlockingStub(channel).withInterceptors(as("alice"));
  }

  @Override
  public void close() {
    channel.shutdownNow();
    context.close();
  }
}
