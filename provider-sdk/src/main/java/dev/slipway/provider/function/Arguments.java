package dev.slipway.provider.function;

import dev.slipway.provider.schema.Kind;
import dev.slipway.provider.schema.NullValueException;
import dev.slipway.provider.schema.Reading;
import dev.slipway.provider.schema.UnknownValueException;
import dev.slipway.provider.value.Path;
import dev.slipway.provider.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The arguments of one call, read through the handles of its {@link Signature}. All methods throw
 * {@link IllegalArgumentException} for a handle that the signature does not have.
 */
public final class Arguments {

  private final Signature<?> signature;
  private final List<Value> values;

  private Arguments(Signature<?> signature, List<Value> values) {
    this.signature = signature;
    this.values = values;
  }

  /**
   * Arguments in the order of the parameters, one value for each that is variadic.
   *
   * @throws IllegalArgumentException too few or too many
   */
  public static Arguments of(Signature<?> signature, List<? extends Value> values) {
    if (!signature.takes(values.size())) {
      throw new IllegalArgumentException(
          "%d arguments for %s".formatted(values.size(), signature.names()));
    }
    return new Arguments(signature, List.copyOf(values));
  }

  /**
   * The argument, which has to be there.
   *
   * @throws UnknownValueException not known yet, in whole or in part; only where the parameter
   *     allows it
   * @throws NullValueException null; only where the parameter allows it, read it with {@link #find}
   */
  public <T> T get(Parameter<T> parameter) {
    return parameter.kind().decode(raw(parameter), parameter.path());
  }

  /**
   * The argument, or empty where it is null.
   *
   * @throws UnknownValueException not known yet, in whole or in part
   */
  public <T> Optional<T> find(Parameter<T> parameter) {
    return raw(parameter).isNull() ? Optional.empty() : Optional.of(get(parameter));
  }

  /** All that is known of the argument. */
  public <T> Reading<T> value(Parameter<T> parameter) {
    return reading(parameter.kind(), raw(parameter), parameter.path());
  }

  /** The arguments, none of which may be null or unknown, as of {@link #get(Parameter)}. */
  public <T> List<T> get(Variadic<T> variadic) {
    var all = new ArrayList<T>();
    for (var value : raw(variadic)) {
      all.add(variadic.each().kind().decode(value, variadic.at(all.size())));
    }
    return List.copyOf(all);
  }

  /** All that is known of each argument. */
  public <T> List<Reading<T>> values(Variadic<T> variadic) {
    var all = new ArrayList<Reading<T>>();
    for (var value : raw(variadic)) {
      all.add(reading(variadic.each().kind(), value, variadic.at(all.size())));
    }
    return List.copyOf(all);
  }

  private static <T> Reading<T> reading(Kind<T> kind, Value value, Path path) {
    if (value.isNull()) {
      return new Reading.Null<>();
    }
    try {
      return new Reading.Known<>(kind.decode(value, path));
    } catch (UnknownValueException _) {
      return new Reading.Unknown<>();
    }
  }

  private Value raw(Parameter<?> parameter) {
    return values.get(signature.argument(parameter));
  }

  private List<Value> raw(Variadic<?> variadic) {
    return values.subList(signature.argument(variadic), values.size());
  }
}
