package dev.slipway.controlplane.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.controlplane.app.Endpoint;
import dev.slipway.controlplane.vocabulary.AppId;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Scanner;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.Status;

/** What users of apps see through a real Envoy, while apps come, change and go. */
class GatewayIT {
  @TempDir Path home;
  private GatewayUnderTest envoy;
  private final AppId app = AppId.random();

  @BeforeAll
  static void bePatient() {
    Awaitility.setDefaultTimeout(Duration.ofSeconds(30));
    Awaitility.setDefaultPollInterval(Duration.ofMillis(20));
  }

  @BeforeEach
  void start() {
    envoy = GatewayUnderTest.start(home);
  }

  @AfterEach
  void end() throws IOException {
    envoy.close();
  }

  @Test
  void anAppComesServesAndGoes() throws Exception {
    envoy.gateway().routes().complete();
    awaitStatus(404);
    assertThat(envoy.get(app).body())
        .isEqualTo(
            "There is no app at %s. An app's address is its id and its region's domain.\n"
                .formatted(GatewayUnderTest.host(app)));

    envoy.add(app);
    awaitStatus(503);
    assertThat(envoy.get(app).body())
        .isEqualTo("The app at %s has no ready replica.\n".formatted(GatewayUnderTest.host(app)));
    assertThat(envoy.get(app).head()).contains("retry-after: 5", "content-type: text/plain");

    try (var replica = Replica.start("one")) {
      assertThat(envoy.serve(app, replica)).isTrue();
      awaitStatus(200);
      assertThat(envoy.get(app).body()).isEqualTo("one for " + GatewayUnderTest.host(app));

      envoy.gateway().routes().remove(app);
      awaitStatus(404);
    }
  }

  @Test
  void aHostNameMayBeInUpperCaseAndHaveAPort() throws Exception {
    try (var replica = Replica.start("one")) {
      serving(replica);
      var host = GatewayUnderTest.host(app);
      for (var spelling :
          List.of(
              host,
              host + ":" + envoy.port(),
              host.toUpperCase(Locale.ROOT),
              host.toUpperCase(Locale.ROOT) + ":80")) {
        assertThat(Http.get(envoy.port(), spelling, "/").status()).as(spelling).isEqualTo(200);
      }
      assertThat(Http.get(envoy.port(), "UNKNOWN.lab.localhost", "/").status()).isEqualTo(404);
    }
  }

  @Test
  void rollingReplacementUnderLoadFailsNoRequest() throws Exception {
    var current = Replica.start("replica-0");
    serving(current);
    try (var load = Load.start(8, envoy.port(), GatewayUnderTest.host(app))) {
      for (int i = 1; i <= 15; i++) {
        var next = Replica.start("replica-" + i);
        assertThat(envoy.serve(app, current, next)).isTrue();
        var name = "replica-" + i;
        await("traffic reaches " + name).until(() -> load.answeredBy(name) > 0);
        assertThat(envoy.serve(app, next)).isTrue();
        var old = current;
        // Envoy's workers may send a last request just after the acknowledgement.
        await("requests in flight have ended")
            .during(200, TimeUnit.MILLISECONDS)
            .until(() -> old.inFlight() == 0);
        old.close();
        current = next;
      }
      load.end();
      System.out.printf("15 replacements, %d requests%n", load.answered());
      assertThat(load.failures()).isEmpty();
      assertThat(load.answered()).isGreaterThan(1_000);
    } finally {
      current.close();
    }
  }

  @Test
  void aRequestInFlightEndsOnTheReplicaThatLeft() throws Exception {
    try (var old = Replica.start("old");
        var next = Replica.start("next")) {
      serving(old);
      var held =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return Http.get(envoy.port(), GatewayUnderTest.host(app), "/held");
                } catch (IOException e) {
                  throw new AssertionError(e);
                }
              },
              task -> Thread.ofVirtual().start(task));
      await().until(() -> old.inFlight() == 1);
      assertThat(envoy.serve(app, next)).isTrue();
      await().until(() -> envoy.get(app).body().startsWith("next"));
      old.release();
      assertThat(held.get().body()).startsWith("old");
    }
  }

  @Test
  void webSocketsPass() throws Exception {
    try (var echo = Echo.start()) {
      envoy.gateway().routes().complete();
      envoy.add(app);
      assertThat(envoy.serve(app, List.of(echo.endpoint()))).isTrue();
      try (var socket = await().ignoreExceptions().until(this::upgraded, Objects::nonNull);
          var heard = new Scanner(socket.getInputStream(), StandardCharsets.UTF_8)) {
        socket.getOutputStream().write("hello\n".getBytes(StandardCharsets.UTF_8));
        while (!heard.nextLine().isEmpty()) {}
        assertThat(heard.nextLine()).isEqualTo("hello");
      }
    }
  }

  /** A connection on which the app has switched protocols; its headers are still to be read. */
  private Socket upgraded() throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), envoy.port());
    socket
        .getOutputStream()
        .write(
            "GET / HTTP/1.1\r\nhost: %s\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n"
                .formatted(GatewayUnderTest.host(app))
                .getBytes(StandardCharsets.UTF_8));
    var status = new String(socket.getInputStream().readNBytes(12), StandardCharsets.UTF_8);
    if (status.equals("HTTP/1.1 101")) {
      return socket;
    }
    socket.close();
    throw new IOException("not switched: " + status);
  }

  @Test
  void aReplicaThatIsGoneIsPassedOver() throws Exception {
    var gone = Replica.start("gone");
    // Before Envoy connects: what it sends on a connection just as that ends is not sent again.
    gone.close();
    try (var there = Replica.start("there")) {
      serving(gone, there);
      for (int i = 0; i < 20; i++) {
        assertThat(envoy.get(app).body()).startsWith("there");
      }
    }
  }

  @Test
  void whatEnvoyRefusesIsSaidAndTheOldStays() throws Exception {
    try (var replica = Replica.start("one");
        var second = Replica.start("two")) {
      serving(replica);
      assertThat(envoy.serve(app, List.of(new Endpoint("bad", "127.0.0.1", 70_000)))).isFalse();
      var refusal = envoy.gateway().report().lastRefusal();
      assertThat(refusal).isNotNull();
      assertThat(refusal.resources()).isEqualTo("ENDPOINTS " + app);
      assertThat(refusal.why()).containsIgnoringCase("port");
      assertThat(envoy.gateway().health().getDetails())
          .containsEntry("lastRefused", "ENDPOINTS " + app);
      assertThat(envoy.get(app).body()).startsWith("one");

      assertThat(envoy.serve(app, second)).isTrue();
      await().until(() -> envoy.get(app).body().startsWith("two"));
    }
  }

  @Test
  void ofFiveHundredAppsOneChangeIsOneResource() throws Exception {
    var apps = IntStream.range(0, 500).mapToObj(_ -> AppId.random()).toList();
    try (var replica = Replica.start("one")) {
      apps.forEach(envoy::add);
      envoy.gateway().routes().complete();
      serveAll(apps, replica);
      awaitStatus(apps.getLast(), 200);
      var before = envoy.gateway().report().sent();
      assertThat(envoy.serve(apps.get(250), List.of())).isTrue();
      assertThat(envoy.gateway().report().sent() - before).isEqualTo(1);
      awaitStatus(apps.get(250), 503);

      envoy.restartControlPlane();
      apps.forEach(envoy::add);
      envoy.gateway().routes().complete();
      serveAll(apps, replica);
      assertThat(envoy.gateway().report().sent())
          .as("sent after a restart: what differs, one app's endpoints")
          .isEqualTo(1);
    }
  }

  @Test
  void anEnvoyThatEndsIsStartedAgainAndServesTheSame() throws Exception {
    try (var replica = Replica.start("one")) {
      serving(replica);
      var former = envoy.pid();
      ProcessHandle.of(former).orElseThrow().destroyForcibly();
      await("another Envoy").until(() -> envoy.pid() != former);
      awaitStatus(200);
      assertThat(envoy.gateway().health().getDetails().get("lastFailure"))
          .asString()
          .startsWith("Envoy ended");
    }
  }

  @Test
  void aPortInUseIsSaidAndTriedAgain(@TempDir Path other) throws Exception {
    envoy.gateway().routes().complete();
    awaitStatus(404);
    var settings = GatewayUnderTest.settings(other, envoy.port(), GatewayUnderTest.freePort());
    try (var second = Gateway.open(true, settings, Clock.systemUTC())) {
      second.routes().complete();
      await()
          .untilAsserted(() -> {
            var health = second.health();
            assertThat(health.getStatus()).isEqualTo(Status.DOWN);
            assertThat(health.getDetails().get("lastFailure"))
                .asString()
                .contains("127.0.0.1:" + envoy.port(), "Address already in use");
          });
      assertThat(second.serve(app, List.of(), GatewayUnderTest.PATIENCE)).isTrue();
    }
    GatewayUnderTest.endEnvoy(other);
    awaitStatus(404);
  }

  @Test
  void anEmptyEnvoyOpensItsPortOnceItKnowsTheReplicas() throws Exception {
    try (var replica = Replica.start("one")) {
      envoy.add(app);
      envoy.gateway().routes().complete();
      await().until(() -> !envoy.gateway().report().connected().isEmpty());
      assertThat(portIsOpen()).isFalse();
      assertThat(envoy.serve(app, replica)).isTrue();
      await().until(this::portIsOpen);
      assertThat(envoy.get(app).status()).isEqualTo(200);
    }
  }

  /** All at once, as drivers do: an empty Envoy answers for none before it knows of all. */
  private void serveAll(List<AppId> apps, Replica replica) throws Exception {
    try (var drivers = Executors.newVirtualThreadPerTaskExecutor()) {
      var served =
          drivers.invokeAll(
              apps.stream()
                  .map(each -> (Callable<Boolean>) () -> envoy.serve(each, replica))
                  .toList());
      for (var each : served) {
        assertThat(each.get()).isTrue();
      }
    }
  }

  private boolean portIsOpen() throws IOException {
    try {
      envoy.get(app);
      return true;
    } catch (ConnectException closed) {
      return false;
    }
  }

  private void serving(Replica... replicas) throws Exception {
    envoy.gateway().routes().complete();
    envoy.add(app);
    assertThat(envoy.serve(app, replicas)).isTrue();
    awaitStatus(200);
  }

  private void awaitStatus(int status) {
    awaitStatus(app, status);
  }

  private void awaitStatus(AppId which, int status) {
    await("status " + status)
        .ignoreExceptionsInstanceOf(ConnectException.class)
        .until(() -> envoy.get(which).status() == status);
  }
}
