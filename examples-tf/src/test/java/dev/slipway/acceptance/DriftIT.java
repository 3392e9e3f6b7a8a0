package dev.slipway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.proto.v1.Scaling;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Someone changes things behind Terraform's back; the plan tells exactly what. */
class DriftIT extends Story {

  @AfterEach
  void leaveNothing() {
    assertThat(terraform.destroy().exitCode()).isZero();
    assertThat(slipway.list()).isEmpty();
  }

  @Test
  void aSecondPlanIsEmpty() {
    assertThat(terraform.apply(Hello.app("calm")).exitCode()).isZero();
    var plan = terraform.plan();
    assertThat(plan.exitCode()).as(plan.text()).isZero();
    assertThat(plan.text()).contains("No changes");
  }

  @Test
  void scalingByAnotherClientShowsAsThatAttributeAndApplyPutsItBack() {
    var one = Hello.app("scaled", "scaling = { fixed = { replicas = 1 } }");
    assertThat(terraform.apply(one).exitCode()).isZero();

    var ignored =
        slipway.edit(
            "scaled",
            spec ->
                spec.setScaling(
                    Scaling.newBuilder().setFixed(Scaling.Fixed.newBuilder().setReplicas(2))));

    var plan = terraform.plan();
    assertThat(plan.exitCode()).as(plan.text()).isEqualTo(2);
    assertThat(plan.text()).contains("replicas = 2 -> 1");
    assertThat(terraform.planned().of("ai_app.scaled").attributes())
        .as("the attribute, and the price that follows from it")
        .containsExactly("hourly_price.max", "hourly_price.min", "scaling.fixed.replicas");

    assertThat(terraform.apply().exitCode()).isZero();
    assertThat(slipway.app("scaled").orElseThrow().getSpec().getScaling().getFixed().getReplicas())
        .isEqualTo(1);
    assertThat(terraform.plan().exitCode()).isZero();
  }

  @Test
  void anEditedVariableShowsAsThatVariable() {
    var configured = Hello.app("edited", "env = { GREETING = \"As written\", KEPT = \"yes\" }");
    assertThat(terraform.apply(configured).exitCode()).isZero();

    var ignored = slipway.edit("edited", spec -> spec.putEnv("GREETING", "Changed by hand"));

    var plan = terraform.plan();
    assertThat(plan.exitCode()).as(plan.text()).isEqualTo(2);
    assertThat(terraform.planned().of("ai_app.edited").attributes())
        .containsExactly("env.GREETING");
    assertThat(terraform.apply().exitCode()).isZero();
    assertThat(terraform.plan().exitCode()).isZero();
  }

  @Test
  void anAppDeletedBehindTerraformsBackIsMadeAgain() {
    assertThat(terraform.apply(Hello.app("vanishing")).exitCode()).isZero();
    var first = terraform.state("ai_app.vanishing").path("id").asString();

    slipway.delete("vanishing");

    var plan = terraform.plan();
    assertThat(plan.exitCode()).as(plan.text()).isEqualTo(2);
    assertThat(plan.text()).contains("1 to add, 0 to change, 0 to destroy");
    assertThat(terraform.apply().exitCode()).isZero();
    assertThat(terraform.state("ai_app.vanishing").path("id").asString()).isNotEqualTo(first);
  }

  @Test
  void anAppStoppedByHandIsStartedByTheNextApply() {
    assertThat(terraform.apply(Hello.app("stopped")).exitCode()).isZero();

    var ignored = slipway.edit("stopped", spec -> spec.setRunning(false));

    var plan = terraform.plan();
    assertThat(plan.exitCode()).as(plan.text()).isEqualTo(2);
    assertThat(terraform.planned().of("ai_app.stopped").attributes()).containsExactly("running");
    assertThat(terraform.apply().exitCode()).isZero();
    slipway.awaitRunning("stopped", 1);
  }
}
