package dev.slipway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.proto.v1.Replica;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The engine goes away and comes back, and nobody has to do anything about it. */
@EnabledIf("dev.slipway.acceptance.OwnPodman#isInstalled")
class EngineOutageIT extends Story {
  @TempDir static Path machine;
  private OwnPodman podman;

  @BeforeAll
  @Override
  void startControlPlane(@TempDir Path home) {
    podman = new OwnPodman(machine);
    podman.start();
    super.startControlPlane(home);
  }

  @Override
  Engine engine() {
    return new Engine(podman.address());
  }

  @AfterEach
  void leaveNothing() {
    assertThat(terraform.destroy()).succeeds();
  }

  @AfterAll
  @Override
  void stopControlPlane() throws Exception {
    try {
      super.stopControlPlane();
    } finally {
      podman.close();
    }
  }

  @Test
  void whatEndedMeanwhileIsBackWithinSecondsOfItsReturn() {
    assertThat(terraform.apply(Hello.app("outlives", "scaling = { fixed = { replicas = 2 } }")))
        .succeeds();
    var id = terraform.state("ai_app.outlives").text("id");
    var url = terraform.output("url").asString();
    var victim = engine.process(engine.replicas(id).getFirst());

    podman.stop();
    victim.destroyForcibly();

    awaitTimeline(id, "the engine does not answer");
    await("the gateway leaves the dead one out")
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> {
          for (int i = 0; i < 4; i++) {
            assertThat(slipway.get(url).statusCode()).isEqualTo(200);
          }
        });

    podman.start();
    var returned = Instant.now();

    await("the one that was killed was started again, the other was not")
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() ->
            assertThat(slipway.appById(id).getStatus().getReplicasList())
                .allMatch(replica -> replica.getState() == Replica.State.READY)
                .extracting(Replica::getRestarts)
                .containsExactlyInAnyOrder(0, 1));
    System.out.printf(
        "both replicas are ready %.1f s after the engine's return%n",
        Duration.between(returned, Instant.now()).toMillis() / 1000.0);
    slipway.awaitRunning("outlives", 2);
    awaitTimeline(id, "exit");
    awaitTimeline(id, "the engine answers again");
    var plan = terraform.plan();
    assertThat(plan).doesNothing();
  }

  private void awaitTimeline(String id, String words) {
    await("the timeline says: " + words)
        .atMost(Duration.ofSeconds(30))
        .until(() ->
            slipway.timeline(id).stream()
                .map(e -> e.getMessage())
                .collect(Collectors.joining("\n"))
                .contains(words));
  }
}
