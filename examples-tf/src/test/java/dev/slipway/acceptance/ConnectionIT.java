package dev.slipway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import org.junit.jupiter.api.Test;

/**
 * One clear diagnostic with the fix, whatever is missing between Terraform and the control plane.
 */
class ConnectionIT extends Story {

  @Test
  void noToken() {
    var settings = new HashMap<>(slipway.clientSettings());
    settings.remove("SLIPWAY_TOKEN");
    settings.put("SLIPWAY_HOME", terraform.folder().resolve("nobody").toString());

    var plan = new Terraform(terraform.folder(), settings).plan(Hello.app("any"));

    assertThat(plan.exitCode()).isEqualTo(1);
    assertThat(plan.words()).contains("SLIPWAY_TOKEN", "operator.token");
    assertThat(errors(plan)).isEqualTo(1);
  }

  @Test
  void aWrongToken() {
    var plan = terraform.with("SLIPWAY_TOKEN", "slw_wrong").plan(Hello.app("any"));

    assertThat(plan.exitCode()).isEqualTo(1);
    assertThat(plan.words()).contains("token", "not accepted").doesNotContain("slw_wrong");
    assertThat(errors(plan)).isEqualTo(1);
  }

  @Test
  void aControlPlaneThatIsDown() {
    var plan = terraform.with("SLIPWAY_ENDPOINT", "127.0.0.1:1").plan(Hello.app("any"));

    assertThat(plan.exitCode()).isEqualTo(1);
    assertThat(plan.words()).contains("127.0.0.1:1", "slipway-control-plane");
    assertThat(errors(plan)).isEqualTo(1);
  }

  private static int errors(Terraform.Result result) {
    return result.text().split("Error:", -1).length - 1;
  }
}
