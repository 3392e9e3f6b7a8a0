package dev.slipway.provider.value;

import java.math.BigDecimal;

/** Reads numbers written in decimal. */
final class Decimal {

  // Time to read grows with the square of the length: some 6 ms here, half a second at ten times.
  private static final int MAX_LENGTH = 10_000;

  private Decimal() {}

  static Value.Num.Finite parse(String text) {
    if (text.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "number of %d characters, at most %d are read".formatted(text.length(), MAX_LENGTH));
    }
    // BigDecimal would also take the digits of other scripts.
    if (!text.chars().allMatch(c -> (c >= '0' && c <= '9') || "+-.eE".indexOf(c) >= 0)) {
      throw new IllegalArgumentException("not a decimal number");
    }
    BigDecimal number;
    try {
      number = new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("not a decimal number", e);
    }
    return new Value.Num.Finite(number);
  }
}
