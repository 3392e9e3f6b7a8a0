package dev.slipway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Without Terraform and without anybody: what breaks comes back, and the timeline says so. */
class SelfHealingIT extends Story {

  @AfterEach
  void leaveNothing() {
    assertThat(terraform.destroy()).succeeds();
  }

  @Test
  void aKilledReplicaComesBack() {
    var id = applied("killed");

    engine.kill(engine.replicas(id).getFirst());

    await("the exit is in the timeline")
        .atMost(Duration.ofSeconds(30))
        .until(() -> timeline(id).contains("exit"));
    slipway.awaitRunning("killed", 2);
    assertThat(terraform.plan()).doesNothing();
  }

  @Test
  void aRemovedReplicaComesBack() {
    var id = applied("removed");
    var before = containers(id);

    engine.remove(engine.replicas(id).getFirst());

    await("there are two again")
        .atMost(Duration.ofSeconds(30))
        .until(() -> containers(id).size() == 2 && !containers(id).equals(before));
    slipway.awaitRunning("removed", 2);
    assertThat(timeline(id)).contains("removed");
  }

  @Test
  void aKilledControlPlaneAdoptsWhatRuns() {
    var id = applied("adopted");
    var url = terraform.output("url").asString();
    var before = containers(id);

    slipway.kill();
    assertThat(slipway.get(url).statusCode()).as("served without the control plane").isEqualTo(200);
    slipway.start();

    slipway.awaitRunning("adopted", 2);
    assertThat(containers(id)).as("nothing was started again").isEqualTo(before);
    assertThat(slipway.get(url).statusCode()).isEqualTo(200);
    assertThat(terraform.plan()).doesNothing();
  }

  private String applied(String name) {
    var applied = terraform.apply(Hello.app(name, "scaling = { fixed = { replicas = 2 } }"));
    assertThat(applied).succeeds();
    return terraform.state("ai_app." + name).text("id");
  }

  private Set<String> containers(String id) {
    return engine.replicas(id).stream().map(c -> c.getId()).collect(Collectors.toSet());
  }

  private String timeline(String id) {
    return slipway.timeline(id).stream().map(e -> e.getMessage()).collect(Collectors.joining("\n"));
  }
}
