package dev.slipway.provider.schema;

import dev.slipway.provider.value.Path;
import dev.slipway.provider.value.Type;
import dev.slipway.provider.value.Value;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.function.Function;

/** A kind of value without parts that a schema knows. The constants are in {@link Kind}. */
public final class Scalar<T> implements Kind<T> {

  static final Scalar<String> STRING =
      new Scalar<>(Type.string(), "a string", Value::text, Value::asText);
  static final Scalar<Boolean> BOOL =
      new Scalar<>(Type.bool(), "true or false", Value::bool, Value::asBool);
  static final Scalar<Integer> INT32 =
      new Scalar<>(
          Type.number(),
          "a whole number from " + Integer.MIN_VALUE + " to " + Integer.MAX_VALUE,
          number -> Value.number(number.longValue()),
          Value::asInt);
  static final Scalar<Long> INT64 =
      new Scalar<>(
          Type.number(),
          "a whole number from " + Long.MIN_VALUE + " to " + Long.MAX_VALUE,
          number -> Value.number(number.longValue()),
          Value::asLong);
  static final Scalar<Double> FLOAT64 =
      new Scalar<>(
          Type.number(),
          "a number within 64-bit floating point",
          number -> Value.number(number.doubleValue()),
          Scalar::asDouble);
  static final Scalar<BigDecimal> NUMBER =
      new Scalar<>(Type.number(), "a finite number", Value::number, Value::asNumber);
  static final Scalar<Duration> DURATION =
      new Scalar<>(
          Type.string(),
          "a length of time such as 90s, 10m or 1h30m",
          length -> Value.text(GoDuration.format(length)),
          value -> GoDuration.parse(value.asText()));
  static final Scalar<Value.Dynamic> DYNAMIC =
      new Scalar<>(Type.dynamic(), "a value of any type", value -> value, Scalar::asDynamic);

  private final Type type;
  private final String expectation;
  private final Function<T, Value> encoder;
  private final Function<Value, T> decoder;

  private Scalar(
      Type type, String expectation, Function<T, Value> encoder, Function<Value, T> decoder) {
    this.type = type;
    this.expectation = expectation;
    this.encoder = encoder;
    this.decoder = decoder;
  }

  @Override
  public Type type() {
    return type;
  }

  @Override
  public Value encode(T value) {
    return encoder.apply(value);
  }

  @Override
  public T decode(Value value, Path path) {
    if (!value.isWhollyKnown()) {
      throw new UnknownValueException(path);
    }
    if (value.isNull()) {
      throw new NullValueException(path);
    }
    try {
      return decoder.apply(value);
    } catch (ArithmeticException | IllegalArgumentException | IllegalStateException _) {
      throw new UnfitValueException(path, expectation);
    }
  }

  private static Value.Dynamic asDynamic(Value value) {
    if (value instanceof Value.Dynamic dynamic) {
      return dynamic;
    }
    throw new IllegalStateException("a dynamic value required, this is " + value.kind());
  }

  private static double asDouble(Value value) {
    double number = value.asNumber().doubleValue();
    if (Double.isInfinite(number)) {
      throw new ArithmeticException("beyond 64-bit floating point");
    }
    return number;
  }
}
