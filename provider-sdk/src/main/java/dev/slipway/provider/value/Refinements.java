package dev.slipway.provider.value;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What is promised of a value that is not known yet. Sent in a plan it binds the apply: Terraform
 * refuses a final value that breaks it. Prefix goes with strings, bounds with numbers, lengths with
 * lists, sets and maps.
 *
 * @param notNull the value will not be null
 * @param prefix the string will start so; empty for no promise. Cut to 256 bytes of UTF-8, a weaker
 *     promise that is still true
 * @param min lower bound of the number, or null
 * @param max upper bound of the number, or null
 * @param minLength least count of elements; zero for no promise
 * @param maxLength greatest count of elements; {@link Long#MAX_VALUE} for no promise
 */
public record Refinements(
    boolean notNull,
    String prefix,
    @Nullable Bound min,
    @Nullable Bound max,
    long minLength,
    long maxLength) {

  /** No promise at all. */
  public static final Refinements NONE = new Refinements(false, "", null, null, 0, Long.MAX_VALUE);

  private static final int PREFIX_BYTES = 256;

  /** One end of a range of numbers. */
  public record Bound(Value.Num number, boolean inclusive) {
    // 512 bits, which is what Terraform counts in, need at most 155 digits.
    private static final int DIGITS = 160;

    public Bound {
      if (number instanceof Value.Num.Finite(var finite) && finite.precision() > DIGITS) {
        throw new IllegalArgumentException("a bound has at most " + DIGITS + " digits");
      }
    }
  }

  /**
   * Checks that the promise can be kept.
   *
   * @throws IllegalArgumentException no value could keep the promise
   */
  public Refinements {
    prefix = cut(Unicode.normalized(prefix));
    if (min != null && min.number().equals(Value.infinity(false))) {
      min = null;
    }
    if (max != null && max.number().equals(Value.infinity(true))) {
      max = null;
    }
    if (min != null && max != null) {
      int order = min.number().compareTo(max.number());
      if (order > 0 || (order == 0 && !(min.inclusive() && max.inclusive()))) {
        throw new IllegalArgumentException("no number lies between the bounds");
      }
    }
    if (minLength < 0 || maxLength < minLength) {
      throw new IllegalArgumentException(
          "no length lies between %d and %d".formatted(minLength, maxLength));
    }
  }

  public Refinements withNotNull() {
    return new Refinements(true, prefix, min, max, minLength, maxLength);
  }

  /**
   * Promises how the string starts. End the prefix where no combining mark can follow, at a {@code
   * -} or {@code /} for example: texts are compared in normalization form C.
   */
  public Refinements withPrefix(String start) {
    return new Refinements(notNull, start, min, max, minLength, maxLength);
  }

  public Refinements withMin(Bound bound) {
    return new Refinements(notNull, prefix, bound, max, minLength, maxLength);
  }

  public Refinements withMax(Bound bound) {
    return new Refinements(notNull, prefix, min, bound, minLength, maxLength);
  }

  public Refinements withMinLength(long length) {
    return new Refinements(notNull, prefix, min, max, length, maxLength);
  }

  public Refinements withMaxLength(long length) {
    return new Refinements(notNull, prefix, min, max, minLength, length);
  }

  public boolean isNone() {
    return equals(NONE);
  }

  boolean refinesString() {
    return !prefix.isEmpty();
  }

  boolean refinesNumber() {
    return min != null || max != null;
  }

  boolean refinesLength() {
    return minLength > 0 || maxLength < Long.MAX_VALUE;
  }

  private static String cut(String prefix) {
    var encoder = StandardCharsets.UTF_8.newEncoder();
    var room = ByteBuffer.allocate(PREFIX_BYTES);
    var rest = CharBuffer.wrap(prefix);
    encoder.encode(rest, room, true);
    return prefix.substring(0, rest.position());
  }
}
