package dev.slipway.provider.internal.log;

import static dev.slipway.provider.log.Level.DEBUG;
import static dev.slipway.provider.log.Level.ERROR;
import static dev.slipway.provider.log.Level.INFO;
import static dev.slipway.provider.log.Level.OFF;
import static dev.slipway.provider.log.Level.TRACE;
import static dev.slipway.provider.log.Level.WARN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ThresholdsTest {
  static Stream<Arguments> stories() {
    return Stream.of(
        arguments("nothing is set", Map.of(), new Thresholds(OFF, OFF, OFF)),
        arguments("all of Terraform", Map.of("TF_LOG", "info"), new Thresholds(INFO, INFO, WARN)),
        arguments(
            "JSON is everything", Map.of("TF_LOG", "JSON"), new Thresholds(TRACE, TRACE, WARN)),
        arguments("so is nonsense", Map.of("TF_LOG", "1"), new Thresholds(TRACE, TRACE, WARN)),
        arguments("an empty value is none", Map.of("TF_LOG", ""), new Thresholds(OFF, OFF, OFF)),
        arguments(
            "providers only",
            Map.of("TF_LOG", "TRACE", "TF_LOG_PROVIDER", "ERROR"),
            new Thresholds(ERROR, ERROR, ERROR)),
        arguments(
            "this provider only",
            Map.of("TF_LOG_PROVIDER", "ERROR", "TF_LOG_PROVIDER_MY_NOTES", "DEBUG"),
            new Thresholds(DEBUG, DEBUG, WARN)),
        arguments(
            "another provider",
            Map.of("TF_LOG_PROVIDER_OTHER", "DEBUG"),
            new Thresholds(OFF, OFF, OFF)),
        arguments(
            "the SDK and its libraries",
            Map.of("TF_LOG", "WARN", "TF_LOG_SDK", "TRACE"),
            new Thresholds(WARN, TRACE, TRACE)),
        arguments(
            "not the SDK",
            Map.of("TF_LOG", "DEBUG", "TF_LOG_SDK", "OFF"),
            new Thresholds(DEBUG, OFF, OFF)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("stories")
  void theEnvironmentDecides(String story, Map<String, String> environment, Thresholds wanted) {
    assertThat(Thresholds.of(environment, "my-notes", OFF)).as(story).isEqualTo(wanted);
  }
}
