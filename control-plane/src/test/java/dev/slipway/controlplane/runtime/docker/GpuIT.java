package dev.slipway.controlplane.runtime.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.controlplane.runtime.ReplicaShare;
import dev.slipway.controlplane.runtime.Workload;
import dev.slipway.controlplane.runtime.Workloads;
import dev.slipway.controlplane.vocabulary.AppId;
import dev.slipway.controlplane.vocabulary.Memory;
import dev.slipway.controlplane.vocabulary.NodeChoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * GPUs by CDI, with two made-up devices: each sets a variable and mounts a file, and nobody has to
 * own a GPU to see that a container really gets it.
 */
class GpuIT {
  /** Where Podman and Docker look, and where nothing survives a reboot. */
  private static final Path SPECS = Path.of("/var/run/cdi");

  @TempDir Path folder;
  private final String kind = "test-" + UUID.randomUUID().toString().substring(0, 8) + "/gpu";
  private final Path spec = SPECS.resolve(kind.replace('/', '-') + ".json");
  private LocalDriver local;

  @BeforeEach
  void makeUpDevices() throws IOException {
    TestEngine.required();
    local = new LocalDriver(TestEngine.address(), TestEngine.settings(List.of(SPECS.toString())));
    Assumptions.assumeTrue(
        local.engine.machine().podman(), "this Docker Engine may be too old for CDI: 28.2 has it");
    try {
      Files.createDirectories(SPECS);
    } catch (IOException e) {
      Assumptions.abort("only root may make up a device in " + SPECS);
    }
    var card = Files.writeString(folder.resolve("card"), "a card\n");
    Files.writeString(
        spec,
        """
        {"cdiVersion": "0.5.0", "kind": "%s", "devices": [%s, %s]}
        """
            .formatted(kind, device("0", card), device("1", card)));
  }

  private static String device(String name, Path card) {
    return """
    {"name": "%1$s", "containerEdits": {
      "env": ["CARD_%1$s=yes"],
      "mounts": [{"hostPath": "%2$s", "containerPath": "/card-%1$s",
                  "options": ["ro", "bind"]}]}}
    """
        .formatted(name, card);
  }

  @AfterEach
  void takeThemAway() throws IOException {
    Files.deleteIfExists(spec);
    if (local != null) {
      local.close();
    }
  }

  @Test
  void theRegionCountsItsGpus() {
    assertThat(local.driver().capacity().gpus()).containsEntry(kind, 2);
  }

  @Test
  void aReplicaGetsItsGpusAndStaysConfined() throws InterruptedException {
    var app = AppId.random();
    local.driver().apply(gpus(app, 2));
    local.awaitReady(app, 1);

    assertThat(local.log(app))
        .contains("CARD_0=yes", "CARD_1=yes", "a card")
        .anyMatch(line -> line.matches("CapBnd:\\s+0+"))
        .anyMatch(line -> line.matches("NoNewPrivs:\\s+1"))
        .contains("42420");
    var container = local.containers(app).getFirst();
    assertThat(container.cpus()).isEqualTo(1);
    assertThat(container.memory()).isEqualTo(Memory.mib(64));
    assertThat(container.labels()).containsEntry(Labels.GPUS, kind + "=0," + kind + "=1");
  }

  @Test
  void aGpuHasOneUserAndTheNextWaitsUntilItIsFree() throws InterruptedException {
    var first = AppId.random();
    var second = AppId.random();
    var third = AppId.random();
    local.driver().apply(gpus(first, 1));
    local.driver().apply(gpus(second, 1));
    local.awaitReady(first, 1);
    local.awaitReady(second, 1);
    assertThat(List.of(device(first), device(second)))
        .containsExactlyInAnyOrder(kind + "=0", kind + "=1");

    // Whoever comes after a restart reads from the containers what is taken.
    local.restart();
    local.driver().apply(gpus(third, 1));
    assertThat(local.awaitEvent(third, "GPU_UNAVAILABLE").message())
        .contains("needs 1 × " + kind, "0 of 2 are free");

    var free = device(first);
    local.driver().remove(first, Duration.ZERO);
    local.awaitReady(third, 1);
    assertThat(device(third)).isEqualTo(free);
  }

  @Test
  void aRestartedReplicaHasItsGpuAgain() {
    var app = AppId.random();
    local.driver().apply(gpus(app, 2));
    local.awaitReady(app, 1);

    local.engine.client().calls().killContainerCmd(container(app).id()).exec();

    local.awaitSeen(app, seen -> seen.settled() && seen.replicas().getFirst().restarts() == 1);
    assertThat(container(app).labels().get(Labels.GPUS)).isEqualTo(kind + "=0," + kind + "=1");
  }

  @Test
  void moreThanTheMachineHasIsSaidWithFigures() {
    var app = AppId.random();
    local.driver().apply(Workloads.deadline(gpus(app, 3), Duration.ofSeconds(2)));

    var failure = local.awaitSeen(app, seen -> seen.failure() != null).failure();
    assertThat(failure).isNotNull();
    assertThat(failure.platform()).isTrue();
    assertThat(failure.code()).isEqualTo("GPU_UNAVAILABLE");
    assertThat(failure.message()).contains("needs 3 × " + kind, "2 of 2 are free");
    await().until(() -> local.containers(app).isEmpty());
  }

  private Workload gpus(AppId app, int count) {
    var workload =
        Workloads.command(
            Workloads.hello(app),
            "/bin/sh",
            "-c",
            "env | grep CARD_; cat /card-*; id -u; grep -E 'CapBnd|NoNewPrivs' /proc/self/status;"
                + " exec /bin/serve");
    return Workloads.share(
        workload, new ReplicaShare(1, Memory.mib(64), Memory.gib(1), count, kind, NodeChoice.ANY));
  }

  private Container container(AppId app) {
    return local.containers(app).stream().filter(Container::running).findFirst().orElseThrow();
  }

  private String device(AppId app) {
    return container(app).labels().getOrDefault(Labels.GPUS, "");
  }
}
