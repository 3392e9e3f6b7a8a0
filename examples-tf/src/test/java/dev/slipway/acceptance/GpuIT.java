package dev.slipway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.proto.v1.AppState;
import dev.slipway.proto.v1.TailLogsRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * Apps on GPUs, on any machine: two devices are made up that only set a variable. A container has
 * it only when the engine really gave it the device.
 */
class GpuIT extends Story {
  /** Where Podman and Docker look, and where nothing survives a reboot. */
  private static final Path SPECS = Path.of("/var/run/cdi");

  private final String kind = "test-" + UUID.randomUUID().toString().substring(0, 8) + "/gpu";
  private final Path devices = SPECS.resolve(kind.replace('/', '-') + ".json");

  @Override
  void prepare(ControlPlane slipway) {
    Assumptions.assumeTrue(engine.isPodman(), "not every Docker Engine has CDI");
    try {
      Files.createDirectories(SPECS);
      Files.writeString(
          devices,
          """
          {"cdiVersion": "0.5.0", "kind": "%s", "devices": [
            {"name": "0", "containerEdits": {"env": ["CARD_0=yes"]}},
            {"name": "1", "containerEdits": {"env": ["CARD_1=yes"]}}]}
          """
              .formatted(kind));
    } catch (IOException e) {
      Assumptions.abort("only root may make up a device in " + SPECS);
    }
    slipway.withCatalog(
        """
        currency: EUR
        regions:
          - id: local
            runtime: docker
            overcommit: { cpu: 32, memory: 16 }
        flavors:
          - id: card-1-gpu
            kind: gpu
            default: true
            max: 4
            per_unit: { cpu: 1, memory: 64 MiB, disk: 1 GiB }
            gpu: { count: 1, model: Card, memory: 1 GiB, resource: %s }
            price_per_minute: 0.03
        """
            .formatted(kind));
  }

  @AfterEach
  void leaveNothing() {
    slipway.quota(12, 4);
    assertThat(terraform.destroy()).succeeds();
  }

  @AfterAll
  @Override
  void stopControlPlane() throws Exception {
    super.stopControlPlane();
    Files.deleteIfExists(devices);
  }

  @Test
  void anAppGetsItsGpuAndWhoeverAsksForMoreThanTheQuotaLeavesWaitsForIt() {
    slipway.quota(12, 1);
    var chat = onGpus("chat", 1, "");
    assertThat(terraform.apply(chat)).succeeds();
    assertThat(cards("chat")).hasSize(1);

    var plan = terraform.plan(chat + onGpus("search", 1, ""));
    assertThat(plan)
        .doesSomething()
        .says("Warning", "needs 1 GPU, 0 of 1 are free in the quota", "chat holds 1");

    var applying = terraform.beginApply();
    await("it is queued, and says why")
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() ->
            assertThat(slipway.app("search"))
                .hasValueSatisfying(app -> {
                  assertThat(app.getStatus().getState()).isEqualTo(AppState.QUEUED);
                  assertThat(app.getStatus().getReason()).contains("needs 1 GPU", "chat holds 1");
                }));
    assertThat(applying.isAlive()).isTrue();

    slipway.quota(12, 2);
    assertThat(applying.end()).succeeds();
    assertThat(cards("search")).hasSize(1).doesNotContainAnyElementsOf(cards("chat"));
  }

  @Test
  void withOnQueueFailTheApplyFailsAtOnceWithTheFigures() {
    slipway.quota(12, 1);

    assertThat(terraform.apply(onGpus("impatient", 2, "on_queue = \"fail\"")))
        .fails()
        .hasErrors(1)
        .says("with ai_app.impatient", "needs 2 GPUs", "has 1", "raise the quota")
        .as("decided, not merely met on its way")
        .doesNotSay("0 of 0 replicas");
  }

  /** An app that tells its log which GPUs it has. */
  private static String onGpus(String name, int gpus, String more) {
    return """
    resource "ai_app" "%1$s" {
      name      = "%1$s"
      image     = "localhost/slipway/hello:1"
      command   = ["/bin/sh", "-c", "env | grep CARD_; exec /bin/serve"]
      resources = { gpu = %2$d }
      %3$s
    }
    """
        .formatted(name, gpus, more);
  }

  private List<String> cards(String app) {
    var id = slipway.app(app).orElseThrow().getId();
    var lines = new ArrayList<String>();
    slipway
        .apps()
        .tailLogs(TailLogsRequest.newBuilder().setId(id).setTail(20).build())
        .forEachRemaining(line -> lines.add(line.getText()));
    return lines.stream().filter(line -> line.startsWith("CARD_")).toList();
  }
}
