package dev.slipway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.provider.test.cli.AbstractOutputAssert;
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
    says(assertThat(terraform.plan(Hello.app("early"))));

    var begun = Instant.now();
    var applied = terraform.apply();
    var took = Duration.between(begun, Instant.now());
    System.out.printf("apply without an engine: %.1f s%n", took.toMillis() / 1000.0);
    says(assertThat(applied));
    assertThat(took).as("it waits for nobody").isLessThan(Duration.ofSeconds(30));
    assertThat(slipway.list()).as("nothing was begun").isEmpty();
  }

  private static void says(AbstractOutputAssert<?, ?> output) {
    output
        .fails()
        .hasErrors(1)
        .says("with ai_app.early", NOBODY, "Start its engine", "DOCKER_HOST")
        .doesNotSay("Warning:");
  }
}
