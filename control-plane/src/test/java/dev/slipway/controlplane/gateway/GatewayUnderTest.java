package dev.slipway.controlplane.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.controlplane.app.Endpoint;
import dev.slipway.controlplane.gateway.envoy.EnvoySettings;
import dev.slipway.controlplane.vocabulary.AppId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A gateway with a real Envoy, in a home and on ports of its own. */
final class GatewayUnderTest implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Path home;
  private final int port;
  private final int xdsPort;
  private Gateway gateway;

  private GatewayUnderTest(Path home, int port, int xdsPort) {
    this.home = home;
    this.port = port;
    this.xdsPort = xdsPort;
    this.gateway = open();
  }

  static GatewayUnderTest start(Path home) {
    var started = new GatewayUnderTest(home, freePort(), freePort());
    assertThat(started.gateway.health().getDetails()).doesNotContainKey("lastFailure");
    return started;
  }

  /** The control plane ends without a word to Envoy, and another begins, knowing nothing. */
  void restartControlPlane() {
    gateway.close();
    gateway = open();
  }

  private Gateway open() {
    try {
      return Gateway.open(true, settings(home, port, xdsPort), Clock.systemUTC());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  static EnvoySettings settings(Path home, int port, int xdsPort) {
    var loopback = InetAddress.getLoopbackAddress();
    return new EnvoySettings(
        "test",
        Optional.ofNullable(System.getenv("SLIPWAY_ENVOY")).orElse(""),
        home,
        new InetSocketAddress(loopback, port),
        new InetSocketAddress(loopback, xdsPort));
  }

  static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Gateway gateway() {
    return gateway;
  }

  int port() {
    return port;
  }

  void add(AppId app) {
    gateway.routes().add(app, host(app));
  }

  static String host(AppId app) {
    return app + ".lab.localhost";
  }

  boolean serve(AppId app, Replica... replicas) throws InterruptedException {
    return serve(app, List.of(replicas).stream().map(Replica::endpoint).toList());
  }

  boolean serve(AppId app, List<Endpoint> endpoints) throws InterruptedException {
    return gateway.serve(app, endpoints, PATIENCE);
  }

  Http.Answer get(AppId app) throws IOException {
    return Http.get(port, host(app), "/");
  }

  /** Of Envoy, as recorded. */
  long pid() throws IOException {
    return pid(home);
  }

  static long pid(Path home) throws IOException {
    var record = Files.readString(home.resolve("run/envoy.pid"));
    return Long.parseLong(record.substring(0, record.indexOf(' ')));
  }

  /** Ends Envoy too, which otherwise goes on. */
  @Override
  public void close() throws IOException {
    gateway.close();
    endEnvoy(home);
  }

  static void endEnvoy(Path home) throws IOException {
    ProcessHandle.of(pid(home)).ifPresent(ProcessHandle::destroyForcibly);
  }
}
