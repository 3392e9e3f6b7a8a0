package dev.slipway.controlplane.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.controlplane.vocabulary.AppId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Users of apps do not notice that the control plane was killed or replaced. */
class ControlPlaneRestartIT {
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir Path home;
  private final AppId app = AppId.random();
  private final int port = GatewayUnderTest.freePort();
  private final int xdsPort = GatewayUnderTest.freePort();

  @AfterEach
  void endEnvoy() throws IOException {
    GatewayUnderTest.endEnvoy(home);
  }

  @Test
  void killingTheControlPlaneFailsNoRequest() throws Exception {
    try (var one = Replica.start("one");
        var two = Replica.start("two")) {
      var controlPlane = ControlPlaneProcess.start(home, port, xdsPort, app, one);
      var envoy = GatewayUnderTest.pid(home);
      await()
          .atMost(LONG)
          .ignoreExceptions()
          .until(() -> Http.get(port, GatewayUnderTest.host(app), "/").status() == 200);
      try (var load = Load.start(4, port, GatewayUnderTest.host(app))) {
        for (int kill = 0; kill < 3; kill++) {
          controlPlane.destroyForcibly().waitFor();
          awaitMore(load, 200);
          controlPlane = ControlPlaneProcess.start(home, port, xdsPort, app, one);
          awaitMore(load, 200);
        }
        controlPlane.destroyForcibly().waitFor();
        controlPlane = ControlPlaneProcess.start(home, port, xdsPort, app, two);
        await("the new one's changes arrive").atMost(LONG).until(() -> load.answeredBy("two") > 0);
        load.end();
        System.out.printf("4 kills, %d requests%n", load.answered());
        assertThat(load.failures()).isEmpty();
      } finally {
        controlPlane.destroyForcibly().waitFor();
      }
      assertThat(GatewayUnderTest.pid(home)).as("the same Envoy all along").isEqualTo(envoy);
    }
  }

  private static void awaitMore(Load load, int requests) {
    var goal = load.answered() + requests;
    await("more requests")
        .atMost(LONG)
        .until(() -> load.answered() >= goal || !load.failures().isEmpty());
  }

  @Test
  void anEnvoyWithAnotherConfigurationIsReplaced() throws Exception {
    try (var one = Replica.start("one")) {
      ControlPlaneProcess.start(home, port, xdsPort, app, one).destroyForcibly().waitFor();
      var envoy = GatewayUnderTest.pid(home);
      var otherPort = GatewayUnderTest.freePort();
      var controlPlane = ControlPlaneProcess.start(home, otherPort, xdsPort, app, one);
      try {
        assertThat(GatewayUnderTest.pid(home)).isNotEqualTo(envoy);
        assertThat(ProcessHandle.of(envoy).filter(ProcessHandle::isAlive)).isEmpty();
        await()
            .atMost(LONG)
            .ignoreExceptions()
            .until(() -> Http.get(otherPort, GatewayUnderTest.host(app), "/").status() == 200);
      } finally {
        controlPlane.destroyForcibly().waitFor();
      }
    }
  }
}
