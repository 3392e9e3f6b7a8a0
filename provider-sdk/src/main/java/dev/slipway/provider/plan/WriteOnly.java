package dev.slipway.provider.plan;

import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.schema.Kind;
import dev.slipway.provider.schema.Scalar;
import dev.slipway.provider.schema.Shape;
import dev.slipway.provider.value.Value;
import java.util.ArrayList;
import java.util.TreeMap;

/** Puts write-only values from the configuration where a plan has null. */
final class WriteOnly {

  private WriteOnly() {}

  static Value overlaid(Attribute<?> attribute, Value planned, Value configured) {
    return attribute.isWriteOnly() ? configured : within(attribute.kind(), planned, configured);
  }

  private static Value within(Kind<?> kind, Value planned, Value configured) {
    if (planned.isNull() || !planned.isKnown() || configured.isNull() || !configured.isKnown()) {
      return planned;
    }
    return switch (kind) {
      case Shape<?> shape -> object(shape, planned, configured);
      case Kind.ListOf<?>(Shape<?> shape) -> {
        var elements = new ArrayList<>(planned.elements());
        int both = Math.min(elements.size(), configured.elements().size());
        for (int i = 0; i < both; i++) {
          elements.set(i, within(shape, elements.get(i), configured.elements().get(i)));
        }
        yield Value.list(elements);
      }
      case Kind.MapOf<?>(Shape<?> shape) -> {
        var entries = new TreeMap<>(planned.entries());
        entries.replaceAll((key, value) ->
            within(shape, value, configured.entries().getOrDefault(key, Value.ofNull())));
        yield Value.map(entries);
      }
      // Elements of a set have no write-only parts; neither have plain types.
      case Kind.SetOf<?> _, Kind.ListOf<?> _, Kind.MapOf<?> _, Scalar<?> _ -> planned;
    };
  }

  private static Value object(Shape<?> shape, Value planned, Value configured) {
    var attributes = new TreeMap<>(planned.entries());
    for (var attribute : shape.attributes()) {
      attributes.put(
          attribute.name(),
          overlaid(
              attribute,
              planned.attribute(attribute.name()),
              configured.attribute(attribute.name())));
    }
    return Value.object(attributes);
  }
}
