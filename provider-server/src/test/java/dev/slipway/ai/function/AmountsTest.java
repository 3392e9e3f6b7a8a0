package dev.slipway.ai.function;

import static dev.slipway.provider.value.Value.number;
import static dev.slipway.provider.value.Value.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.provider.function.Arguments;
import dev.slipway.provider.schema.Check;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AmountsTest {
  private final HourlyPriceFunction hourlyPrice = new HourlyPriceFunction();
  private final ParseMemoryFunction parseMemory = new ParseMemoryFunction();

  @ParameterizedTest(name = "{0} a minute, {1} units, {2} replicas: {3}")
  @CsvSource({
    "0.0005,              1, 1,   0.03",
    "0.0005,              2, 3,   0.18",
    "0.1,                 3, 1,   18",
    "0.02933333333333333, 1, 1,   1.7599999999999998",
    "0,                   4, 10,  0",
    "0.04,                4, 0,   0",
    "12345678901234567890.0000000001, 2147483647, 1, 1590728613090849759293177689812.884901882"
  })
  void aPriceIsExact(String pricePerMinute, int units, int replicas, BigDecimal price) {
    var arguments =
        Arguments.of(
            hourlyPrice.signature(),
            List.of(number(pricePerMinute), number(units), number(replicas)));

    assertThat(hourlyPrice.call(arguments)).isEqualByComparingTo(price);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "0 MiB,         0",
    "1 MiB,         1048576",
    "512 MiB,       536870912",
    "1 GiB,         1073741824",
    "4 GiB,         4294967296",
    "999999999 GiB, 1073741822926258176"
  })
  void anAmountIsReadAsBytes(String amount, long bytes) {
    assertThat(findings(amount)).isEmpty();
    assertThat(parseMemory.call(Arguments.of(parseMemory.signature(), List.of(text(amount)))))
        .isEqualTo(bytes);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {"", "4", "4GiB", "4  GiB", "4 GB", "4 gib", "0.5 GiB", "-1 GiB", "1234567890 MiB"})
  void whatACatalogRefusesIsRefused(String amount) {
    assertThat(findings(amount))
        .extracting(Check.Finding::expectation)
        .containsExactly("a whole amount such as \"4 GiB\" or \"512 MiB\"");
  }

  private static List<Check.Finding> findings(String amount) {
    return ParseMemoryFunction.AMOUNT.checks().stream()
        .flatMap(check -> check.findings(amount).stream())
        .toList();
  }
}
