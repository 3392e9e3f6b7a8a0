package dev.slipway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An app that takes more memory than its flavor has, on a flavor that any machine can fill. */
class OutOfMemoryIT extends Story {

  @Override
  void prepare(ControlPlane slipway) {
    slipway.withCatalog(
        """
        currency: EUR
        regions:
          - id: local
            runtime: docker
        flavors:
          - id: tiny
            kind: cpu
            default: true
            max: 4
            per_unit: { cpu: 1, memory: 64 MiB, disk: 1 GiB }
            price_per_minute: 0.0001
        """);
  }

  @AfterEach
  void leaveNothing() {
    assertThat(terraform.destroy()).succeeds();
  }

  @Test
  void theApplyFailsAndSaysHowMuchItMayUseAndWhatToDo() {
    var applied =
        terraform.apply(
            """
            resource "ai_app" "hungry" {
              name    = "hungry"
              image   = "localhost/slipway/oom:1"
              rollout = { progress_deadline = "8s" }
            }
            """);

    assertThat(applied)
        .fails()
        .hasErrors(1)
        .says(
            "with ai_app.hungry",
            "ran out of memory",
            "it may use 64 MiB",
            "give it more units",
            "Last lines of its log",
            "loading the model");
  }
}
