package dev.slipway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.slipway.provider.test.cli.EachProgram;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What cannot work is said by the plan, on the attribute, with what is allowed; nothing changes.
 */
@EachProgram
class PlanErrorsIT extends Story {

  static Stream<Arguments> wrong() {
    return Stream.of(
        arguments("5 GPUs", "resources = { gpu = 5 }", "gpu = 5", "at most 4"),
        arguments("13 CPUs", "resources = { cpu = 13 }", "cpu = 13", "at most 12"),
        arguments("cpu and gpu", "resources = { cpu = 1, gpu = 1 }", "resources = {", "not both"),
        arguments(
            "11 replicas", "scaling = { fixed = { replicas = 11 } }", "replicas = 11", "1 to 10"),
        arguments(
            "an unknown flavor",
            "resources = { cpu = 1, flavor = \"huge\" }",
            "flavor = \"huge\"",
            "ai1-1-cpu"),
        arguments("an unknown region", "region = \"mars\"", "region = \"mars\"", "local"),
        arguments("a port out of range", "port = 70000", "port = 70000", "1 to 65535"),
        arguments(
            "a reserved label",
            "labels = { \"slipway/owner\" = \"me\" }",
            "labels = {",
            "slipway/"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrong")
  void isRefusedByThePlan(String story, String attribute, String quoted, String allowed) {
    var plan = terraform.plan(Hello.app("wrong", attribute));

    assertThat(plan).fails().says("with ai_app.wrong", quoted, allowed);
    assertThat(slipway.list()).isEmpty();
  }

  static Stream<Arguments> images() {
    return Stream.of(
        arguments("a bad reference", "Not An Image", "image"),
        arguments("an image that nobody has", "localhost/slipway/no-such-image:1", "no-such-image"),
        arguments("an image for another processor", "localhost/slipway/arm:1", "linux/arm64"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("images")
  void anImageThatCannotRunIsRefusedByThePlan(String story, String image, String told) {
    var plan =
        terraform.plan(
            """
            resource "ai_app" "wrong" {
              name  = "wrong"
              image = "%s"
            }
            """
                .formatted(image));

    assertThat(plan).fails().says("with ai_app.wrong", "image = \"" + image + "\"", told);
    assertThat(slipway.list()).isEmpty();
  }

  @Test
  void aNameThatIsTakenIsRefusedWithTheImportThatTakesItOver() {
    assertThat(terraform.apply(Hello.app("taken"))).succeeds();
    assertThat(terraform.plan()).as("read back, which claims it").doesNothing();
    var id = terraform.state("ai_app.taken").text("id");

    var other = terraformIn(terraform.folder().resolve("other"));
    var plan = other.plan(Hello.app("taken"));

    assertThat(plan).fails().says("name = \"taken\"", "import {", id);
    assertThat(terraform.plan()).doesNothing();
    assertThat(terraform.destroy()).succeeds();
  }
}
