package dev.slipway.provider.internal.engine;

import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.schema.Kind;
import dev.slipway.provider.schema.Reading;
import dev.slipway.provider.schema.ReplaceRule;
import dev.slipway.provider.schema.Scalar;
import dev.slipway.provider.schema.Shape;
import dev.slipway.provider.schema.UnknownValueException;
import dev.slipway.provider.value.Path;
import dev.slipway.provider.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Finds the changes for which an attribute says that the object has to be replaced. */
public final class Replacements {

  private final List<Path> found = new ArrayList<>();

  private Replacements() {}

  /**
   * Paths of attributes whose change needs a new object. A change within a set is named by the set,
   * whose elements have no name.
   */
  public static List<Path> needed(Shape<?> shape, Value prior, Value planned) {
    var replacements = new Replacements();
    replacements.object(shape, prior, planned, Path.ROOT);
    return List.copyOf(replacements.found);
  }

  private void object(Shape<?> shape, Value prior, Value planned, Path path) {
    if (prior.equals(planned)) {
      return;
    }
    if (!planned.isKnown()) {
      // What is within has no path yet.
      if (!without(shape, prior).isEmpty()) {
        found.add(path);
      }
      return;
    }
    for (var attribute : shape.attributes()) {
      attribute(
          attribute,
          part(prior, attribute),
          part(planned, attribute),
          path.attribute(attribute.name()));
    }
  }

  /** What an unknown object in this place may change. */
  private static List<Path> without(Shape<?> shape, Value prior) {
    var within = new Replacements();
    for (var attribute : shape.attributes()) {
      within.attribute(
          attribute, part(prior, attribute), Value.unknown(), Path.of(attribute.name()));
    }
    return within.found;
  }

  private static Value part(Value object, Attribute<?> attribute) {
    return object.isNull() ? Value.ofNull() : object.attribute(attribute.name());
  }

  private <T> void attribute(Attribute<T> attribute, Value prior, Value planned, Path path) {
    if (attribute.isWriteOnly() || prior.equals(planned)) {
      return;
    }
    if (attribute
        .replaceRule()
        .filter(rule -> replaces(rule, attribute, prior, planned, path))
        .isPresent()) {
      found.add(path);
      return;
    }
    switch (attribute.kind()) {
      case Shape<?> shape -> object(shape, prior, planned, path);
      case Kind.ListOf<?>(Shape<?> shape) -> list(shape, prior, planned, path);
      case Kind.MapOf<?>(Shape<?> shape) -> map(shape, prior, planned, path);
      case Kind.SetOf<?>(Shape<?> shape) -> set(shape, prior, planned, path);
      case Kind.ListOf<?> _, Kind.SetOf<?> _, Kind.MapOf<?> _, Scalar<?> _ -> {}
    }
  }

  private static <T> boolean replaces(
      ReplaceRule<T> rule, Attribute<T> attribute, Value prior, Value planned, Path path) {
    return rule.replaces(reading(attribute, prior, path), reading(attribute, planned, path));
  }

  private static <T> Reading<T> reading(Attribute<T> attribute, Value value, Path path) {
    if (value.isNull()) {
      return new Reading.Null<>();
    }
    try {
      return new Reading.Known<>(attribute.kind().decode(value, path));
    } catch (UnknownValueException _) {
      return new Reading.Unknown<>();
    }
  }

  private void list(Shape<?> shape, Value prior, Value planned, Path path) {
    if (!planned.isKnown()) {
      object(shape, Value.ofNull(), planned, path);
      return;
    }
    var before = prior.isNull() ? List.<Value>of() : prior.elements();
    var after = planned.isNull() ? List.<Value>of() : planned.elements();
    for (int i = 0; i < Math.max(before.size(), after.size()); i++) {
      object(
          shape,
          i < before.size() ? before.get(i) : Value.ofNull(),
          i < after.size() ? after.get(i) : Value.ofNull(),
          path.index(i));
    }
  }

  private void map(Shape<?> shape, Value prior, Value planned, Path path) {
    if (!planned.isKnown()) {
      object(shape, Value.ofNull(), planned, path);
      return;
    }
    var keys = new TreeSet<String>();
    keys.addAll(prior.isNull() ? List.of() : prior.entries().keySet());
    keys.addAll(planned.isNull() ? List.of() : planned.entries().keySet());
    for (var key : keys) {
      object(shape, entry(prior, key), entry(planned, key), path.key(key));
    }
  }

  private static Value entry(Value map, String key) {
    return map.isNull() ? Value.ofNull() : map.entries().getOrDefault(key, Value.ofNull());
  }

  private void set(Shape<?> shape, Value prior, Value planned, Path path) {
    var within = new Replacements();
    if (planned.isKnown()) {
      for (var element : planned.isNull() ? List.<Value>of() : planned.elements()) {
        if (prior.isNull() || !prior.elements().contains(element)) {
          within.object(shape, Value.ofNull(), element, path);
        }
      }
      for (var element : prior.isNull() ? List.<Value>of() : prior.elements()) {
        if (planned.isNull() || !planned.elements().contains(element)) {
          within.object(shape, element, Value.ofNull(), path);
        }
      }
    } else {
      within.object(shape, Value.ofNull(), planned, path);
    }
    if (!within.found.isEmpty()) {
      found.add(path);
    }
  }
}
