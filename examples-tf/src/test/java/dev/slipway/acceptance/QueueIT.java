package dev.slipway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.proto.v1.AppState;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** More than the quota leaves: the plan warns, the apply waits and says why, or fails at once. */
class QueueIT extends Story {

  @AfterEach
  void leaveNothing() {
    slipway.quota(12);
    var destroyed = terraform.destroy();
    assertThat(destroyed.exitCode()).as(destroyed.text()).isZero();
  }

  @Test
  void theAppliedAppWaitsForQuotaAndStartsWhenThereIsSome() {
    slipway.quota(1);
    var two = Hello.app("waiting", "resources = { cpu = 2 }");

    var plan = terraform.plan(two);
    assertThat(plan.exitCode()).as(plan.text()).isEqualTo(2);
    assertThat(plan.words()).contains("Warning", "2 CPU", "quota");

    var applying = terraform.begin("apply", "-auto-approve", "-input=false", "-no-color");
    await("it is queued, and says why")
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() ->
            assertThat(slipway.app("waiting"))
                .hasValueSatisfying(app -> {
                  assertThat(app.getStatus().getState()).isEqualTo(AppState.QUEUED);
                  assertThat(app.getStatus().getReason()).contains("quota");
                }));
    assertThat(applying.isAlive()).isTrue();

    slipway.quota(12);
    var applied = Terraform.finish(applying);
    assertThat(applied.exitCode()).as(applied.text()).isZero();
    slipway.awaitRunning("waiting", 1);
  }

  @Test
  void withOnQueueFailTheApplyFailsAtOnceAndSaysWhy() {
    slipway.quota(1);
    var applied =
        terraform.apply(Hello.app("impatient", "resources = { cpu = 2 }\n on_queue = \"fail\""));

    assertThat(applied.exitCode()).isEqualTo(1);
    assertThat(applied.words()).contains("with ai_app.impatient", "quota");

    slipway.quota(12);
    var again = terraform.apply();
    assertThat(again.exitCode()).as("there is room now:%n%s", again.text()).isZero();
  }

  @Test
  void anUpdateThatWouldHaveToWaitFailsAtOnceAndWhatRunsServesOn() {
    slipway.quota(1);
    assertThat(terraform.apply(Hello.app("grown", "on_queue = \"fail\"")).exitCode()).isZero();

    var applied =
        terraform.apply(Hello.app("grown", "resources = { cpu = 2 }\n on_queue = \"fail\""));

    assertThat(applied.exitCode()).isEqualTo(1);
    assertThat(applied.words()).contains("with ai_app.grown", "quota", "revision 1 still serves");
    assertThat(slipway.get(terraform.output("url").asString()).statusCode()).isEqualTo(200);
  }
}
