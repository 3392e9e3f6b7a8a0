package dev.slipway.provider.schema;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.regex.Pattern;

/** Lengths of time in the notation of Go, which is what Terraform's users write in timeouts. */
final class GoDuration {

  private static final Pattern WHOLE =
      Pattern.compile("[+-]?(?:0|(?:(?:\\d+\\.?\\d*|\\.\\d+)(?:ns|us|µs|μs|ms|s|m|h))+)");
  private static final Pattern PART =
      Pattern.compile("(\\d+\\.?\\d*|\\.\\d+)(ns|us|µs|μs|ms|s|m|h)");
  // Go counts nanoseconds in 63 bits; 30 digits are more than it could ever mean.
  private static final int MAX_LENGTH = 64;

  private GoDuration() {}

  /**
   * @throws IllegalArgumentException not such a notation
   * @throws ArithmeticException longer than about 292 years
   */
  static Duration parse(String text) {
    if (text.length() > MAX_LENGTH || !WHOLE.matcher(text).matches()) {
      throw new IllegalArgumentException("not a length of time");
    }
    var nanos = BigDecimal.ZERO;
    var part = PART.matcher(text);
    while (part.find()) {
      nanos = nanos.add(new BigDecimal(part.group(1)).multiply(nanosIn(part.group(2))));
    }
    var length = Duration.ofNanos(nanos.setScale(0, RoundingMode.DOWN).longValueExact());
    return text.startsWith("-") ? length.negated() : length;
  }

  /** The shortest spelling: {@code 10m}, {@code 1h30m}, {@code 1.5s}, {@code 250ms}. */
  static String format(Duration length) {
    if (length.isNegative()) {
      return "-" + format(length.negated());
    }
    if (length.isZero()) {
      return "0s";
    }
    var text = new StringBuilder();
    if (length.toHours() > 0) {
      text.append(length.toHours()).append('h');
    }
    if (length.toMinutesPart() > 0) {
      text.append(length.toMinutesPart()).append('m');
    }
    long below = length.toSecondsPart() * 1_000_000_000L + length.toNanosPart();
    if (below > 0) {
      text.append(seconds(below, text.isEmpty()));
    }
    return text.toString();
  }

  private static String seconds(long nanos, boolean alone) {
    if (alone && nanos < 1_000) {
      return nanos + "ns";
    }
    if (alone && nanos < 1_000_000) {
      return decimal(nanos, 3) + "us";
    }
    if (alone && nanos < 1_000_000_000) {
      return decimal(nanos, 6) + "ms";
    }
    return decimal(nanos, 9) + "s";
  }

  private static String decimal(long unscaled, int scale) {
    return BigDecimal.valueOf(unscaled, scale).stripTrailingZeros().toPlainString();
  }

  private static BigDecimal nanosIn(String unit) {
    return BigDecimal.valueOf(
        switch (unit) {
          case "ns" -> 1L;
          case "us", "µs", "μs" -> 1_000L;
          case "ms" -> 1_000_000L;
          case "s" -> 1_000_000_000L;
          case "m" -> 60_000_000_000L;
          case "h" -> 3_600_000_000_000L;
          default -> throw new IllegalArgumentException("unit " + unit);
        });
  }
}
