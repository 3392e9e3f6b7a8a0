package dev.slipway.controlplane.runtime.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.slipway.controlplane.runtime.Observation;
import dev.slipway.controlplane.runtime.ReplicaStatus;
import dev.slipway.controlplane.runtime.RuntimeUnavailableException;
import dev.slipway.controlplane.runtime.Workloads;
import dev.slipway.controlplane.vocabulary.AppId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine is away for a while; then it is back, or its containers' monitors are not. */
class EngineOutageIT {
  @TempDir Path home;
  private final AppId app = AppId.random();

  @Test
  void whatEndedWhileTheEngineWasAwayIsBackWithinSecondsOfItsReturn() {
    try (var podman = new OwnPodman(home, Map.of())) {
      podman.start();
      try (var local = new LocalDriver(podman.address(), TestEngine.SETTINGS)) {
        local.driver().apply(Workloads.replicas(Workloads.hello(app), 2));
        var before = local.awaitReady(app, 2);
        var victim = before.replicas().getFirst();
        var victimProcess = process(container(local, victim.id()).pid());

        podman.stop();

        local.awaitEvent(app, "ENGINE_UNAVAILABLE");
        assertThatThrownBy(() -> local.driver().observe(app))
            .isInstanceOf(RuntimeUnavailableException.class)
            .hasMessageContaining(podman.address());
        assertThatThrownBy(() -> local.driver().capacity())
            .isInstanceOf(RuntimeUnavailableException.class);

        // One ends meanwhile: nobody can restart it, but the gateway is told at once.
        victimProcess.destroyForcibly();
        await()
            .atMost(LocalDriver.PATIENCE)
            .until(() ->
                local
                    .recorder
                    .endpoints(app)
                    .equals(List.of(before.replicas().getLast().endpoint())));

        podman.start();
        var returned = Instant.now();

        local.awaitSeen(
            app,
            seen ->
                seen.settled()
                    && replica(seen, victim.id()).restarts() == 1
                    && replica(seen, before.replicas().getLast().id()).restarts() == 0);
        assertThat(Duration.between(returned, Instant.now())).isLessThan(Duration.ofSeconds(20));
        local.awaitEvent(app, "ENGINE_BACK");
      }
    }
  }

  @Test
  void aContainerWhoseMonitorWasKilledIsReplacedWhenItsProcessEnds() {
    try (var podman = new OwnPodman(home, Map.of())) {
      podman.start();
      try (var local = new LocalDriver(podman.address(), TestEngine.SETTINGS)) {
        local.driver().apply(Workloads.hello(app));
        var before = local.awaitReady(app, 1).replicas().getFirst();
        var container = local.containers(app).getFirst();

        // From now on Podman calls the container running whatever happens to it.
        process(monitor(local, container)).destroyForcibly();
        process(container.pid()).destroyForcibly();

        local.awaitSeen(app, seen -> seen.settled() && replica(seen, before.id()).restarts() == 1);
        assertThat(local.recorder.events(app, "REPLICA_LOST"))
            .singleElement()
            .satisfies(event -> assertThat(event.message()).contains("no process any more"));
        assertThat(local.engine.client().inspect(container.id())).isEmpty();
      }
    }
  }

  private static ReplicaStatus replica(Observation seen, String id) {
    return seen.replicas().stream().filter(r -> r.id().equals(id)).findFirst().orElseThrow();
  }

  private Container container(LocalDriver local, String replica) {
    return local.containers(app).stream()
        .filter(c -> c.replica().equals(replica))
        .findFirst()
        .orElseThrow();
  }

  private static ProcessHandle process(long pid) {
    return ProcessHandle.of(pid).orElseThrow();
  }

  private static long monitor(LocalDriver local, Container container) {
    return local
        .engine
        .client()
        .request(
            "GET",
            "/v4.0.0/libpod/containers/" + container.id() + "/json",
            null,
            Map.of(),
            Duration.ofSeconds(10))
        .path("State")
        .path("ConmonPid")
        .asLong();
  }
}
