package dev.slipway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.proto.v1.Scaling;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Someone changes things behind Terraform's back; the plan tells exactly what. */
class DriftIT extends Story {

  @AfterEach
  void leaveNothing() {
    assertThat(terraform.destroy()).succeeds();
    assertThat(slipway.list()).isEmpty();
  }

  @Test
  void aSecondPlanIsEmpty() {
    assertThat(terraform.apply(Hello.app("calm"))).succeeds();
    assertThat(terraform.plan()).doesNothing().says("No changes");
  }

  @Test
  void scalingByAnotherClientShowsAsThatAttributeAndApplyPutsItBack() {
    var one = Hello.app("scaled", "scaling = { fixed = { replicas = 1 } }");
    assertThat(terraform.apply(one)).succeeds();

    var ignored =
        slipway.edit(
            "scaled",
            spec ->
                spec.setScaling(
                    Scaling.newBuilder().setFixed(Scaling.Fixed.newBuilder().setReplicas(2))));

    assertThat(terraform.plan())
        .says("replicas = 2 -> 1")
        .updates("ai_app.scaled")
        // the price follows from it
        .changing("hourly_price.max", "hourly_price.min", "scaling.fixed.replicas")
        .andNothingElse();

    assertThat(terraform.apply()).succeeds();
    assertThat(slipway.app("scaled").orElseThrow().getSpec().getScaling().getFixed().getReplicas())
        .isEqualTo(1);
    assertThat(terraform.plan()).doesNothing();
  }

  @Test
  void anEditedVariableShowsAsThatVariable() {
    var configured = Hello.app("edited", "env = { GREETING = \"As written\", KEPT = \"yes\" }");
    assertThat(terraform.apply(configured)).succeeds();

    var ignored = slipway.edit("edited", spec -> spec.putEnv("GREETING", "Changed by hand"));

    assertThat(terraform.plan()).updates("ai_app.edited").changing("env.GREETING");
    assertThat(terraform.apply()).succeeds();
    assertThat(terraform.plan()).doesNothing();
  }

  @Test
  void anAppDeletedBehindTerraformsBackIsMadeAgain() {
    assertThat(terraform.apply(Hello.app("vanishing"))).succeeds();
    var first = terraform.state("ai_app.vanishing").text("id");

    slipway.delete("vanishing");

    assertThat(terraform.plan()).creates("ai_app.vanishing").andNothingElse();
    assertThat(terraform.apply()).succeeds();
    assertThat(terraform.state("ai_app.vanishing").text("id")).isNotEqualTo(first);
  }

  @Test
  void anAppStoppedByHandIsStartedByTheNextApply() {
    assertThat(terraform.apply(Hello.app("stopped"))).succeeds();

    var ignored = slipway.edit("stopped", spec -> spec.setRunning(false));

    assertThat(terraform.plan()).updates("ai_app.stopped").changing("running");
    assertThat(terraform.apply()).succeeds();
    slipway.awaitRunning("stopped", 1);
  }
}
