package dev.slipway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.slipway.provider.test.cli.EachProgram;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What configurations compute with the provider's functions. */
@EachProgram
class FunctionsIT extends Story {

  @Test
  void anImageIsTakenApartAndAPriceIsWorkedOut() {
    var applied =
        terraform.apply(
            """
            data "ai_flavors" "all" {}

            locals {
              flavor = one([for f in data.ai_flavors.all.flavors : f if f.id == "ai1-1-cpu"])
            }

            output "short" {
              value = provider::ai::image_reference("busybox")
            }

            output "full" {
              value = provider::ai::image_reference("ghcr.io/acme/app:1")
            }

            output "price" {
              value = provider::ai::hourly_price(local.flavor.price_per_minute, 2, 3)
            }

            output "roomy" {
              value = local.flavor.memory_bytes >= provider::ai::parse_memory("4 GiB")
            }
            """);

    assertThat(applied).succeeds();
    assertThat(terraform.output("short"))
        .hasToString(
            """
            {"digest":null,"registry":"docker.io","repository":"library/busybox","tag":"latest"}\
            """);
    assertThat(terraform.output("full"))
        .hasToString(
            """
            {"digest":null,"registry":"ghcr.io","repository":"acme/app","tag":"1"}\
            """);
    assertThat(terraform.output("price").decimalValue()).isEqualByComparingTo("0.18");
    assertThat(terraform.output("roomy").asBoolean()).isTrue();
    assertThat(terraform.plan()).as("nothing left to do").doesNothing();
  }

  @Test
  void thePriceWorkedOutIsThePriceOfTheApp() {
    var applied =
        terraform.apply(
            Hello.app("priced", "resources = { cpu = 2 }")
                + """
                data "ai_flavors" "all" {}

                output "same" {
                  value = ai_app.priced.hourly_price.max == one([
                    for f in data.ai_flavors.all.flavors :
                    provider::ai::hourly_price(f.price_per_minute, 2, 1) if f.id == "ai1-1-cpu"
                  ])
                }
                """);

    assertThat(applied).succeeds();
    assertThat(terraform.output("same").asBoolean()).isTrue();
    assertThat(terraform.destroy()).succeeds();
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        arguments(
            "image_reference(\"Not An Image\")",
            "reference",
            "\"Not An Image\" is no image reference"),
        arguments("hourly_price(0.01, 0, 1)", "units", "units must be at least 1; it is 0."),
        arguments(
            "hourly_price(-1, 1, 1)", "price_per_minute", "price_per_minute must be at least 0"),
        arguments("parse_memory(\"4 GB\")", "amount", "amount must be a whole amount such as"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrong")
  void aMistakeIsShownAtItsArgument(String call, String parameter, String told) {
    var plan =
        terraform.plan(
            """
            output "wrong" {
              value = provider::ai::%s
            }
            """
                .formatted(call));

    assertThat(plan)
        .fails()
        .says("Invalid value for \"%s\" parameter: ".formatted(parameter) + told);
  }
}
