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
    assertThat(terraform.destroy()).succeeds();
  }

  @Test
  void theAppliedAppWaitsForQuotaAndStartsWhenThereIsSome() {
    slipway.quota(1);
    var two = Hello.app("waiting", "resources = { cpu = 2 }");

    var plan = terraform.plan(two);
    assertThat(plan).doesSomething().says("Warning", "2 CPU", "quota");

    var applying = terraform.beginApply();
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
    assertThat(applying.end()).succeeds();
    slipway.awaitRunning("waiting", 1);
  }

  @Test
  void withOnQueueFailTheApplyFailsAtOnceAndSaysWhy() {
    slipway.quota(1);
    var applied =
        terraform.apply(Hello.app("impatient", "resources = { cpu = 2 }\n on_queue = \"fail\""));

    assertThat(applied).fails().says("with ai_app.impatient", "quota");

    slipway.quota(12);
    assertThat(terraform.apply()).as("there is room now").succeeds();
  }

  @Test
  void anUpdateThatWouldHaveToWaitFailsAtOnceAndWhatRunsServesOn() {
    slipway.quota(1);
    assertThat(terraform.apply(Hello.app("grown", "on_queue = \"fail\""))).succeeds();

    var applied =
        terraform.apply(Hello.app("grown", "resources = { cpu = 2 }\n on_queue = \"fail\""));

    assertThat(applied).fails().says("with ai_app.grown", "quota", "revision 1 still serves");
    assertThat(slipway.get(terraform.output("url").asString()).statusCode()).isEqualTo(200);
  }
}
