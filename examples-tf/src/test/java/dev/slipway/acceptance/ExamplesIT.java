package dev.slipway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.provider.test.cli.EachProgram;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every example is what a reader gets: it applies, stays as it is, answers, and leaves nothing. */
@EachProgram
class ExamplesIT extends Story {

  @ParameterizedTest
  @ValueSource(strings = {"quickstart", "ci-image", "drift", "lookup"})
  void anExampleAppliesAnswersAndStays(String example) throws IOException {
    var here = example(example);

    assertThat(here.apply()).succeeds();
    var answer = slipway.get(here.output("url").asString());
    assertThat(answer.statusCode()).isEqualTo(200);

    var again = here.plan();
    assertThat(again).doesNothing();
    assertThat(again.text()).contains("No changes");

    assertThat(here.destroy()).succeeds();
    assertThat(slipway.list()).isEmpty();
  }

  @Test
  void oneModuleDeploysToTwoRegions() throws IOException {
    var here = example("two-regions-module");

    assertThat(here.apply()).succeeds();
    var urls = here.output("urls");
    assertThat(slipway.get(urls.path("local").asString()).statusCode()).isEqualTo(200);
    assertThat(slipway.get(urls.path("lab").asString()).statusCode()).isEqualTo(200);
    assertThat(slipway.list())
        .extracting(app -> app.getStatus().getAvailableReplicas())
        .containsExactlyInAnyOrder(2, 1);

    assertThat(here.plan()).doesNothing();
    assertThat(here.destroy()).succeeds();
    assertThat(slipway.list()).isEmpty();
  }

  @Test
  void whatAPipelineDeploysIsNoDrift() throws IOException {
    var here = example("ci-image");
    assertThat(here.apply()).succeeds();

    slipway.edit("service", spec -> spec.setImage("localhost/slipway/hello:2"));

    var plan = here.plan();
    assertThat(plan).doesNothing();
    assertThat(here.apply()).succeeds();
    assertThat(slipway.app("service").orElseThrow().getSpec().getImage())
        .as("what the pipeline deployed")
        .isEqualTo("localhost/slipway/hello:2");
    assertThat(here.destroy()).succeeds();
  }
}
