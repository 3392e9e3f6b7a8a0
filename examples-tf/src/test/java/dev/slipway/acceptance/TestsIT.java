package dev.slipway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.provider.test.cli.EachProgram;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** {@code terraform test}: what authors of modules run against a control plane. */
@EachProgram
class TestsIT extends Story {

  @Test
  void theQuickstartsTestsPassAndLeaveNothing() throws IOException {
    var here = example("quickstart");

    assertThat(here.test()).succeeds().says("run \"plan\"... pass", "2 passed, 0 failed");

    assertThat(slipway.list()).isEmpty();
    assertThat(here.folder().resolve("terraform.tfstate")).doesNotExist();
  }

  @Test
  void aTestThatFailsShowsWhatItExpectedAndLeavesNothing() {
    terraform
        .configuration(Hello.app("tested"))
        .file(
            "wrong.tftest.hcl",
            """
            run "wrong" {
              assert {
                condition     = ai_app.tested.available_replicas == 7
                error_message = "there are ${ai_app.tested.available_replicas}"
              }
            }
            """);

    assertThat(terraform.test()).fails().says("Test assertion failed", "there are 1", "1 failed");
    assertThat(slipway.list()).isEmpty();
  }
}
