package dev.slipway.provider.schema;

import dev.slipway.provider.value.Value;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes attributes; meant for static import.
 *
 * <pre>{@code
 * static final Attribute<String> TITLE = string("title").required().check(length(1, 80));
 * static final Attribute<Integer> PRIORITY = int32("priority").optional().defaultsTo(3);
 * static final Attribute<Map<String, String>> LABELS = map("labels", STRING).optional();
 * }</pre>
 *
 * <p>A name is lower case letters, digits and underscores.
 */
public final class Attributes {

  private Attributes() {}

  public static Draft<String> string(String name) {
    return of(name, Kind.STRING);
  }

  public static Draft<Boolean> bool(String name) {
    return of(name, Kind.BOOL);
  }

  /** A whole number of 32 bits; others are refused during validation. */
  public static Draft<Integer> int32(String name) {
    return of(name, Kind.INT32);
  }

  /** A whole number of 64 bits; others are refused during validation. */
  public static Draft<Long> int64(String name) {
    return of(name, Kind.INT64);
  }

  public static Draft<Double> float64(String name) {
    return of(name, Kind.FLOAT64);
  }

  /** A number of any size and precision. */
  public static Draft<BigDecimal> number(String name) {
    return of(name, Kind.NUMBER);
  }

  /** A length of time, written as in Go: {@code 90s}, {@code 1h30m}. */
  public static Draft<Duration> duration(String name) {
    return of(name, Kind.DURATION);
  }

  /**
   * A value of any type, which the user chooses. No part of a list, set or map is of it: make the
   * whole attribute dynamic instead.
   */
  public static Draft<Value.Dynamic> dynamic(String name) {
    return of(name, Kind.DYNAMIC);
  }

  public static <E> Draft<List<E>> list(String name, Kind<E> element) {
    return of(name, Kind.list(element));
  }

  public static <E> Draft<Set<E>> set(String name, Kind<E> element) {
    return of(name, Kind.set(element));
  }

  public static <E> Draft<Map<String, E>> map(String name, Kind<E> element) {
    return of(name, Kind.map(element));
  }

  /** A nested object; lists, sets and maps of objects take a {@link Shape} as their element. */
  public static <T> Draft<T> object(String name, Shape<T> shape) {
    return of(name, shape);
  }

  /** A nested object that is read and written through its handles. */
  public static Draft<Nested> object(String name, Attribute<?>... attributes) {
    return of(name, Shape.of(attributes));
  }

  public static <T> Draft<T> of(String name, Kind<T> kind) {
    return new Draft<>(name, kind);
  }
}
