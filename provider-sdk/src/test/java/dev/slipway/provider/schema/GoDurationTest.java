package dev.slipway.provider.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoDurationTest {

  @ParameterizedTest
  @CsvSource({
    "90s, PT1M30S, 1m30s",
    "10m, PT10M, 10m",
    "1h30m, PT1H30M, 1h30m",
    "1.5h, PT1H30M, 1h30m",
    "1h0m0s, PT1H, 1h",
    ".5s, PT0.5S, 500ms",
    "1.5s, PT1.5S, 1.5s",
    "1m0.25s, PT1M0.25S, 1m0.25s",
    "250ms, PT0.25S, 250ms",
    "3us, PT0.000003S, 3us",
    "3µs, PT0.000003S, 3us",
    "7ns, PT0.000000007S, 7ns",
    "-2m, PT-2M, -2m",
    "+2m, PT2M, 2m",
    "0, PT0S, 0s",
    "0s, PT0S, 0s",
    "100h, PT100H, 100h"
  })
  void isReadAsGoDoesAndWrittenShortly(String text, Duration length, String shortly) {
    assertThat(GoDuration.parse(text)).isEqualTo(length);
    assertThat(GoDuration.format(length)).isEqualTo(shortly);
    assertThat(GoDuration.parse(shortly)).isEqualTo(length);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "s",
        "10",
        "10 m",
        "1d",
        "1h-1m",
        "m1",
        ".s",
        "1..5s",
        "PT1M",
        "one minute",
        "10M",
        "1111111111111111111111111111111111111111111111111111111111111111s"
      })
  void nothingElseIsALengthOfTime(String text) {
    assertThatThrownBy(() -> GoDuration.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2562048h", "9223372036854775808ns"})
  void longerThanGoCanCountIsRefused(String text) {
    assertThatThrownBy(() -> GoDuration.parse(text)).isInstanceOf(ArithmeticException.class);
  }
}
