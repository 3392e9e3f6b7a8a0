package dev.slipway.provider.internal.engine;

import dev.slipway.provider.schema.Kind;
import dev.slipway.provider.schema.Scalar;
import dev.slipway.provider.schema.Shape;
import dev.slipway.provider.value.Value;
import java.util.TreeMap;

/** Takes write-only values out of a stored object, where an older provider may have left them. */
public final class WriteOnlyParts {

  private WriteOnlyParts() {}

  /** The same object with null for everything write-only. */
  public static Value removed(Shape<?> shape, Value object) {
    if (object.isNull()) {
      return object;
    }
    var clean = new TreeMap<String, Value>();
    for (var attribute : shape.attributes()) {
      var value = object.attribute(attribute.name());
      clean.put(
          attribute.name(),
          attribute.isWriteOnly() || value.isNull()
              ? Value.ofNull()
              : within(attribute.kind(), value));
    }
    return Value.object(clean);
  }

  private static Value within(Kind<?> kind, Value value) {
    return switch (kind) {
      case Shape<?> shape -> removed(shape, value);
      case Kind.ListOf<?>(Shape<?> shape) ->
          Value.list(value.elements().stream().map(each -> removed(shape, each)).toList());
      case Kind.MapOf<?>(Shape<?> shape) -> {
        var entries = new TreeMap<>(value.entries());
        entries.replaceAll((_, each) -> removed(shape, each));
        yield Value.map(entries);
      }
      // Elements of a set have no write-only parts; neither have plain types.
      case Kind.SetOf<?> _, Kind.ListOf<?> _, Kind.MapOf<?> _, Scalar<?> _ -> value;
    };
  }
}
