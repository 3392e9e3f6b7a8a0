package dev.slipway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whoever is interrupted during an apply, and how: the next apply converges, nothing is doubled.
 */
class InterruptIT extends Story {

  @AfterEach
  void leaveNothing() {
    assertThat(terraform.destroy().exitCode()).isZero();
    assertThat(slipway.list()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "KILL"})
  void terraformIsInterruptedWhileItWaits(String signal) throws Exception {
    terraform.configuration(
        Hello.app(
                "interrupted",
                "readiness_probe = { path = \"/health\", period = \"1s\", initial_delay = \"4s\" }")
            .replaceFirst("(?s)readiness_probe = \\{.*?\\n  }\\n", ""));
    var applying = terraform.begin("apply", "-auto-approve", "-input=false", "-no-color");
    await("the app is accepted")
        .atMost(Duration.ofSeconds(60))
        .until(() -> slipway.app("interrupted").isPresent());

    signal(applying.toHandle(), signal);
    Terraform.finish(applying);

    convergesToOne("interrupted");
  }

  @Test
  void theProviderIsKilledWhileItWaits() throws Exception {
    terraform.configuration(Hello.app("orphaned"));
    var applying = terraform.begin("apply", "-auto-approve", "-input=false", "-no-color");
    await("the app is accepted")
        .atMost(Duration.ofSeconds(60))
        .until(() -> slipway.app("orphaned").isPresent());

    try (Stream<ProcessHandle> children = applying.descendants()) {
      for (var child : children.toList()) {
        signal(child, "KILL");
      }
    }
    Terraform.finish(applying);

    convergesToOne("orphaned");
  }

  private void convergesToOne(String name) {
    terraform.forgetLock();
    var again = terraform.apply();
    assertThat(again.exitCode()).as(again.text()).isZero();
    slipway.awaitRunning(name, 1);
    assertThat(slipway.list()).hasSize(1);
    var id = slipway.app(name).orElseThrow().getId();
    assertThat(engine.replicas(id)).hasSize(1);
    assertThat(terraform.plan().exitCode()).isZero();
  }

  private static void signal(ProcessHandle process, String name)
      throws IOException, InterruptedException {
    var sent = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
    assertThat(sent.waitFor(10, TimeUnit.SECONDS)).isTrue();
  }
}
