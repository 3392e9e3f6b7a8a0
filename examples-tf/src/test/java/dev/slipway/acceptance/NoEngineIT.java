package dev.slipway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A control plane without any engine starts all the same; whoever asks for an app is told. */
class NoEngineIT extends Story {
  private static final String NOBODY = "unix:///nowhere/engine.sock";

  @Override
  void prepare(ControlPlane slipway) {
    slipway.with("DOCKER_HOST", NOBODY);
  }

  @Test
  void planAndApplyEndAtOnceWithOneDiagnosticAndTheFix() {
    says(terraform.plan(Hello.app("early")));

    var begun = Instant.now();
    var applied = terraform.apply();
    var took = Duration.between(begun, Instant.now());
    System.out.printf("apply without an engine: %.1f s%n", took.toMillis() / 1000.0);
    says(applied);
    assertThat(took).as("it waits for nobody").isLessThan(Duration.ofSeconds(30));
    assertThat(slipway.list()).as("nothing was begun").isEmpty();
  }

  private static void says(Terraform.Result result) {
    assertThat(result.exitCode()).as(result.text()).isEqualTo(1);
    assertThat(result.errors()).as(result.text()).isEqualTo(1);
    assertThat(result.words())
        .contains("with ai_app.early", NOBODY, "Start its engine", "DOCKER_HOST")
        .doesNotContain("Warning:");
  }
}
