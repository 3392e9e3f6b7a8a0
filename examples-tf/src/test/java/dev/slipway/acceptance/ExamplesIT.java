package dev.slipway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every example is what a reader gets: it applies, stays as it is, answers, and leaves nothing. */
class ExamplesIT extends Story {

  @ParameterizedTest
  @ValueSource(strings = {"quickstart", "ci-image", "drift", "lookup"})
  void anExampleAppliesAnswersAndStays(String example) throws IOException {
    var here = checkedOut(example);

    var applied = here.apply();
    assertThat(applied.exitCode()).as(applied.text()).isZero();
    var answer = slipway.get(here.output("url").asString());
    assertThat(answer.statusCode()).isEqualTo(200);

    var again = here.plan();
    assertThat(again.exitCode()).as(again.text()).isZero();
    assertThat(again.text()).contains("No changes");

    var destroyed = here.destroy();
    assertThat(destroyed.exitCode()).as(destroyed.text()).isZero();
    assertThat(slipway.list()).isEmpty();
  }

  @Test
  void oneModuleDeploysToTwoRegions() throws IOException {
    var here = checkedOut("two-regions-module");

    var applied = here.apply();
    assertThat(applied.exitCode()).as(applied.text()).isZero();
    var urls = here.output("urls");
    assertThat(slipway.get(urls.path("local").asString()).statusCode()).isEqualTo(200);
    assertThat(slipway.get(urls.path("lab").asString()).statusCode()).isEqualTo(200);
    assertThat(slipway.list())
        .extracting(app -> app.getStatus().getAvailableReplicas())
        .containsExactlyInAnyOrder(2, 1);

    assertThat(here.plan().exitCode()).isZero();
    assertThat(here.destroy().exitCode()).isZero();
    assertThat(slipway.list()).isEmpty();
  }

  @Test
  void whatAPipelineDeploysIsNoDrift() throws IOException {
    var here = checkedOut("ci-image");
    assertThat(here.apply().exitCode()).isZero();

    slipway.edit("service", spec -> spec.setImage("localhost/slipway/hello:2"));

    var plan = here.plan();
    assertThat(plan.exitCode()).as(plan.text()).isZero();
    assertThat(here.apply().exitCode()).isZero();
    assertThat(slipway.app("service").orElseThrow().getSpec().getImage())
        .as("what the pipeline deployed")
        .isEqualTo("localhost/slipway/hello:2");
    assertThat(here.destroy().exitCode()).isZero();
  }

  /** A copy beside its modules, so that nothing is written into the checkout. */
  private Terraform checkedOut(String example) throws IOException {
    var root = terraform.folder();
    copy(Checkout.EXAMPLES.resolve("modules"), root.resolve("modules"));
    copy(Checkout.EXAMPLES.resolve(example), root.resolve(example));
    return new Terraform(root.resolve(example), slipway.clientSettings());
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      for (var file : files.filter(f -> f.toString().endsWith(".tf")).toList()) {
        var target = to.resolve(from.relativize(file));
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
  }
}
