package dev.slipway.provider.internal.engine;

import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.schema.Kind;
import dev.slipway.provider.schema.Scalar;
import dev.slipway.provider.schema.Shape;
import dev.slipway.provider.value.Value;
import java.util.ArrayList;
import java.util.TreeMap;

/** Keeps the spelling that the user knows where a value comes back meaning the same. */
public final class Spelling {

  private Spelling() {}

  /**
   * The object after, with values of the object before that mean the same.
   *
   * @param before may be null
   */
  public static Value kept(Shape<?> shape, Value before, Value after) {
    if (before.isNull() || !before.isKnown() || after.isNull() || !after.isKnown()) {
      return after;
    }
    var kept = new TreeMap<String, Value>();
    for (var attribute : shape.attributes()) {
      String name = attribute.name();
      kept.put(name, attribute(attribute, before.attribute(name), after.attribute(name)));
    }
    return Value.object(kept);
  }

  private static Value attribute(Attribute<?> attribute, Value before, Value after) {
    if (before.isNull() || !before.isKnown() || after.isNull() || !after.isKnown()) {
      return after;
    }
    return switch (attribute.kind()) {
      case Shape<?> shape -> kept(shape, before, after);
      case Kind.ListOf<?>(Shape<?> shape) -> {
        var elements = new ArrayList<>(after.elements());
        int both = Math.min(elements.size(), before.elements().size());
        for (int i = 0; i < both; i++) {
          elements.set(i, kept(shape, before.elements().get(i), elements.get(i)));
        }
        yield Value.list(elements);
      }
      case Kind.MapOf<?>(Shape<?> shape) -> {
        var entries = new TreeMap<>(after.entries());
        entries.replaceAll(
            (key, value) -> kept(shape, before.entries().getOrDefault(key, Value.ofNull()), value));
        yield Value.map(entries);
      }
      case Kind.SetOf<?>(Shape<?> shape) -> {
        var candidates = before.elements();
        yield Value.set(
            after.elements().stream()
                .map(element ->
                    candidates.stream()
                        .filter(candidate -> kept(shape, candidate, element).equals(candidate))
                        .findFirst()
                        .orElse(element))
                .toList());
      }
      case Kind.ListOf<?> _, Kind.SetOf<?> _, Kind.MapOf<?> _, Scalar<?> _ ->
          attribute.meansTheSame(before, after) ? before : after;
    };
  }
}
