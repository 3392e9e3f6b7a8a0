package dev.slipway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.proto.v1.App;
import dev.slipway.proto.v1.AppSpec;
import dev.slipway.proto.v1.AppState;
import dev.slipway.proto.v1.AppsGrpc;
import dev.slipway.proto.v1.DeleteAppRequest;
import dev.slipway.proto.v1.Event;
import dev.slipway.proto.v1.GetAppRequest;
import dev.slipway.proto.v1.ListAppsRequest;
import dev.slipway.proto.v1.ListEventsRequest;
import dev.slipway.proto.v1.ProjectsGrpc;
import dev.slipway.proto.v1.Quota;
import dev.slipway.proto.v1.UpdateAppRequest;
import dev.slipway.proto.v1.UpdateProjectRequest;
import dev.slipway.proto.v1.WhoAmIRequest;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A control plane process with its own home, ports and gateway, and a client that speaks to it. */
final class ControlPlane implements AutoCloseable {
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
  private static final Metadata.Key<String> CLIENT =
      Metadata.Key.of("slipway-client", Metadata.ASCII_STRING_MARSHALLER);

  private static final Set<Integer> TAKEN = ConcurrentHashMap.newKeySet();

  private final Path home;
  private final Map<String, String> settings = new HashMap<>();
  private final int grpcPort = freePort();
  private final int gatewayPort = freePort();
  private final int httpPort = freePort();
  private final HttpClient http = HttpClient.newHttpClient();
  private @Nullable Process process;
  private @Nullable ManagedChannel channel;

  ControlPlane(Path home, Engine engine) {
    this.home = home;
    settings.put("SLIPWAY_HOME", home.toString());
    settings.put("SLIPWAY_GRPC_ADDRESS", "127.0.0.1:" + grpcPort);
    settings.put("SLIPWAY_HTTP_ADDRESS", "127.0.0.1:" + httpPort);
    settings.put("SLIPWAY_XDS_ADDRESS", "127.0.0.1:" + freePort());
    settings.put("SLIPWAY_GATEWAY_ADDRESS", "127.0.0.1:" + gatewayPort);
    settings.put("DOCKER_HOST", engine.address());
    // requests in flight are a matter of the stories about rollouts; the others need not wait
    settings.put("SLIPWAY_DOCKER_DRAIN", "1s");
  }

  ControlPlane with(String setting, String value) {
    settings.put(setting, value);
    return this;
  }

  /** Regions, flavors and prices of its own, as YAML. */
  ControlPlane withCatalog(String yaml) {
    var file = home.resolve("catalog.yaml");
    try {
      Files.writeString(file, yaml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return with("SLIPWAY_CATALOG", file.toString());
  }

  /** Starts the process and waits until it answers. Used again after {@link #kill}. */
  ControlPlane start() {
    begin();
    await("the control plane answers")
        .atMost(Duration.ofMinutes(3))
        .pollInterval(Duration.ofMillis(100))
        .until(this::answers);
    return this;
  }

  private void begin() {
    var builder =
        new ProcessBuilder(Checkout.CONTROL_PLANE.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
    builder.environment().putAll(settings);
    try {
      Files.createDirectories(home);
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean answers() {
    if (process == null || !process.isAlive()) {
      throw new AssertionError("the control plane ended:\n" + Checkout.read(log()));
    }
    if (!Files.exists(token())) {
      return false;
    }
    try {
      return !projects().whoAmI(WhoAmIRequest.getDefaultInstance()).getAuthor().isEmpty();
    } catch (StatusRuntimeException notYet) {
      return false;
    }
  }

  /** Ends the process at once, as {@code kill -9} does. */
  void kill() {
    var running = running();
    running.destroyForcibly();
    await("the control plane is gone").until(() -> !running.isAlive());
  }

  long pid() {
    return running().pid();
  }

  private Process running() {
    if (process == null) {
      throw new IllegalStateException("not started");
    }
    return process;
  }

  Path log() {
    return home.resolve("control-plane.log");
  }

  /** The id that everything it makes in the engine is labelled with. */
  String instance() {
    return Checkout.read(home.resolve("instance")).strip();
  }

  Path token() {
    return home.resolve("operator.token");
  }

  /** What a Terraform run needs to reach this control plane. */
  Map<String, String> clientSettings() {
    return Map.of(
        "SLIPWAY_ENDPOINT",
        "127.0.0.1:" + grpcPort,
        "SLIPWAY_TOKEN",
        Checkout.read(token()).strip());
  }

  AppsGrpc.AppsBlockingStub apps() {
    return AppsGrpc.newBlockingStub(channel())
        .withInterceptors(credentials())
        .withDeadlineAfter(30, TimeUnit.SECONDS);
  }

  ProjectsGrpc.ProjectsBlockingStub projects() {
    return ProjectsGrpc.newBlockingStub(channel())
        .withInterceptors(credentials())
        .withDeadlineAfter(30, TimeUnit.SECONDS);
  }

  /** Sets the project's quota of CPU units; GPU units stay at four. */
  void quota(int cpu) {
    quota(cpu, 4);
  }

  void quota(int cpu, int gpu) {
    var ignored =
        projects()
            .updateProject(
                UpdateProjectRequest.newBuilder()
                    .setId("default")
                    .setQuota(Quota.newBuilder().setCpu(cpu).setGpu(gpu))
                    .build());
  }

  Optional<App> app(String name) {
    return list().stream().filter(app -> app.getSpec().getName().equals(name)).findFirst();
  }

  App appById(String id) {
    return apps().getApp(GetAppRequest.newBuilder().setId(id).build());
  }

  List<App> list() {
    return apps().listApps(ListAppsRequest.newBuilder().setPageSize(500).build()).getAppsList();
  }

  /** Changes an app as another client of the API would. */
  App edit(String name, Consumer<AppSpec.Builder> change) {
    var app = app(name).orElseThrow();
    var spec = app.getSpec().toBuilder();
    change.accept(spec);
    return apps()
        .updateApp(
            UpdateAppRequest.newBuilder()
                .setId(app.getId())
                .setSpec(spec)
                .setExpectedGeneration(app.getGeneration())
                .build())
        .getApp();
  }

  void delete(String name) {
    var id = app(name).orElseThrow().getId();
    var ignored = apps().deleteApp(DeleteAppRequest.newBuilder().setId(id).build());
    await("the app is gone").atMost(Duration.ofMinutes(1)).until(() -> app(name).isEmpty());
  }

  void awaitRunning(String name, int replicas) {
    await(name + " runs with " + replicas)
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(() -> {
          var status = app(name).orElseThrow().getStatus();
          assertThat(status.getState()).as(status.getReason()).isEqualTo(AppState.RUNNING);
          assertThat(status.getAvailableReplicas()).isEqualTo(replicas);
        });
  }

  List<Event> timeline(String id) {
    return apps()
        .listEvents(ListEventsRequest.newBuilder().setId(id).setLimit(500).build())
        .getEventsList();
  }

  /** What operators read of its health, whatever it is. */
  String health() {
    return send(HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:%d/actuator/health".formatted(httpPort))))
        .body();
  }

  /**
   * Asks the app through the gateway. Goes to loopback by address: not every resolver knows names
   * below {@code .localhost}.
   */
  HttpResponse<String> get(String url) {
    var address = URI.create(url);
    assertThat(address.getPort()).as("port of %s", url).isEqualTo(gatewayPort);
    return send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gatewayPort + path(address)))
            .header("Host", address.getHost()));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(
          request.timeout(Duration.ofSeconds(30)).build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static String path(URI address) {
    var query = address.getRawQuery();
    var path = address.getRawPath().isEmpty() ? "/" : address.getRawPath();
    return query == null ? path : path + "?" + query;
  }

  private ManagedChannel channel() {
    if (channel == null) {
      channel = NettyChannelBuilder.forAddress("127.0.0.1", grpcPort).usePlaintext().build();
    }
    return channel;
  }

  private io.grpc.ClientInterceptor credentials() {
    var headers = new Metadata();
    headers.put(AUTHORIZATION, "Bearer " + Checkout.read(token()).strip());
    headers.put(CLIENT, "acceptance-test");
    return MetadataUtils.newAttachHeadersInterceptor(headers);
  }

  /** Deletes every app, so that no story meets another's. */
  void clear() {
    for (var app : list()) {
      var ignored = apps().deleteApp(DeleteAppRequest.newBuilder().setId(app.getId()).build());
    }
    await("every app is gone").atMost(Duration.ofMinutes(2)).until(() -> list().isEmpty());
  }

  /** Deletes every app, then ends the process and its gateway. */
  @Override
  public void close() {
    if (process != null && process.isAlive()) {
      clear();
      process.destroy();
      await("the control plane ends")
          .atMost(Duration.ofSeconds(30))
          .until(() -> !running().isAlive());
    }
    if (channel != null) {
      channel.shutdownNow();
    }
    endGateway();
    http.close();
  }

  private void endGateway() {
    var pidFile = home.resolve("run/envoy.pid");
    if (Files.exists(pidFile)) {
      var pid = Checkout.read(pidFile).split(" ", 2)[0];
      ProcessHandle.of(Long.parseLong(pid)).ifPresent(ProcessHandle::destroy);
    }
  }

  /**
   * A port that nobody listens on, told to nobody else, and below those that the system gives to
   * outgoing connections: it stays free until the process that is to listen on it has started.
   */
  private static int freePort() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(20_000, 30_000);
      try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        if (TAKEN.add(port)) {
          return port;
        }
      } catch (IOException inUse) {
        TAKEN.add(port);
      }
    }
  }
}
