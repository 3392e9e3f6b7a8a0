package dev.slipway.provider.internal.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.provider.log.Level;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LogLineTest {
  private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");
  private static final JsonMapper JSON = new JsonMapper();

  @Test
  void readsLikeThis() {
    var line = new LogLine(NOON, Level.WARN, "provider.notes", "Slow").field("took_ms", 12);
    assertThat(text(line))
        .isEqualTo(
            "{\"@level\":\"warn\",\"@module\":\"provider.notes\","
                + "\"@timestamp\":\"2026-03-04T12:00:00.000000Z\",\"@message\":\"Slow\","
                + "\"took_ms\":12}\n");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-04T12:00:00Z,           2026-03-04T12:00:00.000000Z",
    "2026-03-04T12:00:00.1Z,         2026-03-04T12:00:00.100000Z",
    "2026-03-04T12:00:00.000001Z,    2026-03-04T12:00:00.000001Z",
    "2026-12-31T23:59:59.999999999Z, 2026-12-31T23:59:59.999999Z"
  })
  void timesHaveExactlySixDecimals(Instant time, String wanted) {
    var line = parsed(new LogLine(time, Level.INFO, "provider", "x"));
    assertThat(line.get("@timestamp").stringValue()).isEqualTo(wanted);
  }

  @Test
  void numbersAndBooleansStaySuchAndAllElseIsText() {
    var line =
        new LogLine(NOON, Level.INFO, "provider", "x")
            .field("int", 1)
            .field("long", Long.MIN_VALUE)
            .field("boolean", false)
            .field("null", null)
            .field("double", Double.NaN)
            .field("decimal", new BigDecimal("1e400"))
            .field("duration", Duration.ofSeconds(90));
    var json = parsed(line);
    assertThat(json.get("int").intValue()).isEqualTo(1);
    assertThat(json.get("long").longValue()).isEqualTo(Long.MIN_VALUE);
    assertThat(json.get("boolean").booleanValue()).isFalse();
    assertThat(json.get("null").isNull()).isTrue();
    assertThat(json.get("double").stringValue()).isEqualTo("NaN");
    assertThat(json.get("decimal").stringValue()).isEqualTo("1E+400");
    assertThat(json.get("duration").stringValue()).isEqualTo("PT1M30S");
  }

  @Test
  void aCallersFieldNeverTakesTerraformsPlace() {
    var json = parsed(new LogLine(NOON, Level.INFO, "provider", "x").field("@level", 7));
    assertThat(json.get("@level").stringValue()).isEqualTo("info");
    assertThat(json.get("level").intValue()).isEqualTo(7);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\"\\/", "\r\n\t\b\f\u0000\u001f\u007f", "é€\uD83D\uDE00", "\uD800"})
  void everyTextComesBackAsItWas(String text) {
    var json = parsed(new LogLine(NOON, Level.INFO, "provider", text).field(text, text));
    assertThat(json.get("@message").stringValue()).isEqualTo(text);
    assertThat(json.get(text).stringValue()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "\n", "é"})
  void whatDoesNotFitIsCutAndSaysSo(String character) {
    String huge = character.repeat(100_000);
    for (@Nullable String field : new @Nullable String[] {null, "x", huge}) {
      var line = new LogLine(NOON, Level.ERROR, "provider", huge);
      for (int i = 0; i < 100; i++) {
        line.field("key" + i, field);
      }
      line.field(huge, "under a huge key");
      byte[] bytes = line.bytes();
      assertThat(bytes.length).isLessThanOrEqualTo(LogLine.MAX_BYTES);
      var json = JSON.readTree(new String(bytes, StandardCharsets.UTF_8));
      assertThat(json.get("truncated").booleanValue()).isTrue();
      assertThat(huge).startsWith(json.get("@message").stringValue());
      assertThat(json.has("key0")).isTrue();
    }
  }

  private static JsonNode parsed(LogLine line) {
    String text = text(line);
    assertThat(text).endsWith("}\n").hasLineCount(1);
    return JSON.readTree(text);
  }

  private static String text(LogLine line) {
    return new String(line.bytes(), StandardCharsets.UTF_8);
  }
}
