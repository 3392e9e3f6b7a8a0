package dev.slipway.provider.internal.engine;

import dev.slipway.provider.schema.Kind;
import dev.slipway.provider.schema.Scalar;
import dev.slipway.provider.schema.Shape;
import dev.slipway.provider.value.Value;
import java.util.TreeMap;

/** Fits an object as an earlier provider has stored it to the shape that it is read by. */
public final class StoredObject {

  private StoredObject() {}

  /**
   * The same object with null for everything write-only, and with nothing in blocks that were not
   * there when it was stored.
   */
  public static Value fitted(Shape<?> shape, Value object) {
    if (object.isNull()) {
      return object;
    }
    var fitted = new TreeMap<String, Value>();
    for (var attribute : shape.attributes()) {
      var value = object.attribute(attribute.name());
      fitted.put(
          attribute.name(),
          attribute.isWriteOnly() || value.isNull()
              ? attribute.absent()
              : within(attribute.kind(), value));
    }
    return Value.object(fitted);
  }

  private static Value within(Kind<?> kind, Value value) {
    return switch (kind) {
      case Shape<?> shape -> fitted(shape, value);
      case Kind.ListOf<?>(Shape<?> shape) ->
          Value.list(value.elements().stream().map(each -> fitted(shape, each)).toList());
      case Kind.SetOf<?>(Shape<?> shape) ->
          Value.set(value.elements().stream().map(each -> fitted(shape, each)).toList());
      case Kind.MapOf<?>(Shape<?> shape) -> {
        var entries = new TreeMap<>(value.entries());
        entries.replaceAll((_, each) -> fitted(shape, each));
        yield Value.map(entries);
      }
      case Kind.SetOf<?> _, Kind.ListOf<?> _, Kind.MapOf<?> _, Scalar<?> _ -> value;
    };
  }
}
