package dev.slipway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.slipway.provider.test.cli.EachProgram;
import dev.slipway.provider.test.cli.Product;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Functions tried out in {@code terraform console}. */
@EachProgram
class ConsoleIT extends Story {

  @BeforeEach
  void someValues() {
    terraform.configuration(
        """
        locals {
          image = provider::ai::image_reference("ghcr.io/acme/app:1")
          price = provider::ai::hourly_price(0.5, 2, 3)
        }
        """);
  }

  @Test
  void whatTheConfigurationComputesIsLookedAt() {
    prints("local.image.tag", "\"1\"");
    prints("local.price + 20", "200");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          provider::ai::parse_memory("4 GiB")                     | 4294967296
          provider::ai::hourly_price(0.5, 2, 3)                   | 180
          provider::ai::image_reference("busybox").registry       | "docker.io"
          """)
  void aFunctionIsCalled(String call, String value) {
    assumeCalls();
    prints(call, value);
  }

  @Test
  void aMistakeIsExplained() {
    assumeCalls();
    assertThat(terraform.console("provider::ai::parse_memory(\"4 GB\")"))
        .says("Invalid value for \"amount\" parameter", "a whole amount such as");
  }

  private void prints(String expression, String value) {
    var answer = terraform.console(expression);
    assertThat(answer).succeeds();
    assertThat(answer.standardOutput().strip()).isEqualTo(value);
  }

  private void assumeCalls() {
    assumeTrue(
        program.product() == Product.TERRAFORM,
        () ->
            program
                + "'s console knows the functions that the configuration calls, and calls none");
  }
}
