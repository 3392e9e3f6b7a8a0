package dev.slipway.provider.schema;

import dev.slipway.provider.value.Path;
import dev.slipway.provider.value.Type;
import dev.slipway.provider.value.Value;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * How a Terraform value is held in Java: {@code T} is what an author reads and writes through a
 * handle of this kind.
 *
 * @param <T> an immutable type with value equality
 */
public sealed interface Kind<T> permits Scalar, Kind.ListOf, Kind.SetOf, Kind.MapOf, Shape {

  Kind<String> STRING = Scalar.STRING;
  Kind<Boolean> BOOL = Scalar.BOOL;
  Kind<Integer> INT32 = Scalar.INT32;
  Kind<Long> INT64 = Scalar.INT64;
  Kind<Double> FLOAT64 = Scalar.FLOAT64;

  /** A number of any size and precision. */
  Kind<BigDecimal> NUMBER = Scalar.NUMBER;

  /**
   * A length of time, written as in Go: {@code 90s}, {@code 1h30m}, {@code 250ms}. Two spellings of
   * the same length are the same value, so {@code 60s} never shows as a change from {@code 1m}.
   */
  Kind<Duration> DURATION = Scalar.DURATION;

  /** A value of any type, which it brings along: {@code 1}, {@code "one"}, {@code [1, "one"]}. */
  Kind<Value.Dynamic> DYNAMIC = Scalar.DYNAMIC;

  /** Terraform's type of these values. */
  Type type();

  /** The Terraform value of a Java value. */
  Value encode(T value);

  /**
   * The Java value of a Terraform value of {@link #type()}.
   *
   * @param path where the value stands, for messages
   * @throws UnknownValueException it or a part of it is not known yet
   * @throws NullValueException it or a part of it that has to be there is null
   * @throws UnfitValueException it is of the type, but not within what {@code T} can hold
   */
  T decode(Value value, Path path);

  static <E> Kind<List<E>> list(Kind<E> element) {
    return new ListOf<>(element);
  }

  static <E> Kind<Set<E>> set(Kind<E> element) {
    return new SetOf<>(element);
  }

  static <E> Kind<Map<String, E>> map(Kind<E> element) {
    return new MapOf<>(element);
  }

  /** Throws what {@link #decode} promises for a value that is null or unknown. */
  private static void requirePresent(Value value, Path path) {
    if (!value.isKnown()) {
      throw new UnknownValueException(path);
    }
    if (value.isNull()) {
      throw new NullValueException(path);
    }
  }

  /** A list; keeps order, holds no null. */
  record ListOf<E>(Kind<E> element) implements Kind<List<E>> {
    @Override
    public Type type() {
      return Type.list(element.type());
    }

    @Override
    public Value encode(List<E> value) {
      return Value.list(value.stream().map(element::encode).toList());
    }

    @Override
    public List<E> decode(Value value, Path path) {
      requirePresent(value, path);
      var decoded = new ArrayList<E>();
      int index = 0;
      for (var each : value.elements()) {
        decoded.add(element.decode(each, path.index(index++)));
      }
      return List.copyOf(decoded);
    }
  }

  /** A set; an element counts once, order means nothing. */
  record SetOf<E>(Kind<E> element) implements Kind<Set<E>> {
    @Override
    public Type type() {
      return Type.set(element.type());
    }

    @Override
    public Value encode(Set<E> value) {
      return Value.set(value.stream().map(element::encode).toList());
    }

    @Override
    public Set<E> decode(Value value, Path path) {
      requirePresent(value, path);
      var decoded = new LinkedHashSet<E>();
      for (var each : value.elements()) {
        decoded.add(element.decode(each, path.element(each)));
      }
      return Collections.unmodifiableSet(decoded);
    }
  }

  /** A map from strings, in alphabetical order of the keys. */
  record MapOf<E>(Kind<E> element) implements Kind<Map<String, E>> {
    @Override
    public Type type() {
      return Type.map(element.type());
    }

    @Override
    public Value encode(Map<String, E> value) {
      var encoded = new TreeMap<String, Value>();
      value.forEach((key, each) -> encoded.put(key, element.encode(each)));
      return Value.map(encoded);
    }

    @Override
    public Map<String, E> decode(Value value, Path path) {
      requirePresent(value, path);
      var decoded = new TreeMap<String, E>();
      value.entries().forEach((key, each) -> decoded.put(key, element.decode(each, path.key(key))));
      return Collections.unmodifiableMap(decoded);
    }
  }
}
