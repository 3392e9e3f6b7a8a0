package dev.slipway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.provider.test.cli.EachProgram;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whoever is interrupted during an apply, and how: the next apply converges, nothing is doubled.
 */
@EachProgram
class InterruptIT extends Story {

  @AfterEach
  void leaveNothing() {
    assertThat(terraform.destroy()).succeeds();
    assertThat(slipway.list()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void terraformIsInterruptedOrKilledWhileItWaits(boolean politely) {
    terraform.configuration(
        Hello.app(
                "interrupted",
                "readiness_probe = { path = \"/health\", period = \"1s\", initial_delay = \"4s\" }")
            .replaceFirst("(?s)readiness_probe = \\{.*?\\n  }\\n", ""));
    var applying = terraform.beginApply();
    await("the app is accepted")
        .atMost(Duration.ofSeconds(60))
        .until(() -> slipway.app("interrupted").isPresent());

    if (politely) {
      applying.interrupt();
    } else {
      applying.kill();
    }
    var ignored = applying.end();

    convergesToOne("interrupted");
  }

  @Test
  void theProviderIsKilledWhileItWaits() {
    terraform.configuration(Hello.app("orphaned"));
    var applying = terraform.beginApply();
    await("the app is accepted")
        .atMost(Duration.ofSeconds(60))
        .until(() -> slipway.app("orphaned").isPresent());

    applying.killProviders();
    var ignored = applying.end();

    convergesToOne("orphaned");
  }

  private void convergesToOne(String name) {
    terraform.forgetLock();
    assertThat(terraform.apply()).succeeds();
    slipway.awaitRunning(name, 1);
    assertThat(slipway.list()).hasSize(1);
    var id = slipway.app(name).orElseThrow().getId();
    assertThat(engine.replicas(id)).hasSize(1);
    assertThat(terraform.plan()).doesNothing();
  }
}
