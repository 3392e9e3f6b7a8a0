package dev.slipway.provider.internal.engine;

import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.schema.Kind;
import dev.slipway.provider.schema.Scalar;
import dev.slipway.provider.schema.Shape;
import dev.slipway.provider.value.Value;
import java.util.TreeMap;

/** Writes the configuration that an imported object would have had. */
public final class Generated {

  private Generated() {}

  /**
   * The shortest configuration of an object: without what only the provider sets, what is not
   * stored, and what would be so by default.
   */
  public static Value config(Shape<?> shape, Value object) {
    var config = new TreeMap<String, Value>();
    for (var attribute : shape.attributes()) {
      config.put(attribute.name(), config(attribute, object.attribute(attribute.name())));
    }
    return Value.object(config);
  }

  private static <T> Value config(Attribute<T> attribute, Value value) {
    boolean settable = attribute.isRequired() || attribute.isOptional();
    boolean byDefault =
        attribute.fallback().map(attribute.kind()::encode).filter(value::equals).isPresent();
    if (value.isNull() || !settable || byDefault || attribute.isWriteOnly()) {
      return attribute.absent();
    }
    return within(attribute.kind(), value);
  }

  private static Value within(Kind<?> kind, Value value) {
    return switch (kind) {
      case Shape<?> shape -> config(shape, value);
      case Kind.ListOf<?>(Shape<?> shape) ->
          Value.list(value.elements().stream().map(each -> config(shape, each)).toList());
      case Kind.SetOf<?>(Shape<?> shape) ->
          Value.set(value.elements().stream().map(each -> config(shape, each)).toList());
      case Kind.MapOf<?>(Shape<?> shape) -> {
        var entries = new TreeMap<>(value.entries());
        entries.replaceAll((_, each) -> config(shape, each));
        yield Value.map(entries);
      }
      case Kind.SetOf<?> _, Kind.ListOf<?> _, Kind.MapOf<?> _, Scalar<?> _ -> value;
    };
  }
}
