package dev.slipway.provider.internal.engine;

import dev.slipway.provider.schema.Kind;
import dev.slipway.provider.schema.Scalar;
import dev.slipway.provider.schema.Shape;
import dev.slipway.provider.value.Path;
import dev.slipway.provider.value.Value;
import java.util.ArrayList;
import java.util.List;

/** Holds an object that is read, found or kept against its schema, as Terraform does. */
public final class StoredRules {

  private final List<Violation> found = new ArrayList<>();

  private StoredRules() {}

  /** The rules that an object of the shape breaks. */
  public static List<Violation> broken(Shape<?> shape, Value object) {
    var rules = new StoredRules();
    rules.part(shape, object, Path.ROOT);
    return List.copyOf(rules.found);
  }

  private void object(Shape<?> shape, Value object, Path path) {
    for (var attribute : shape.attributes()) {
      var value = object.attribute(attribute.name());
      var place = path.attribute(attribute.name());
      if (!attribute.isWriteOnly()) {
        part(attribute.kind(), value, place);
      } else if (!value.isNull()) {
        found.add(new Violation(place, "O2", "it is write-only, so it has to be null"));
      }
    }
  }

  private void part(Kind<?> kind, Value value, Path path) {
    if (!value.isKnown()) {
      found.add(new Violation(path, "O1", "it is still unknown"));
      return;
    }
    if (value.isNull()) {
      return;
    }
    switch (kind) {
      case Shape<?> shape -> object(shape, value, path);
      case Kind.ListOf<?>(Shape<?> shape) -> {
        for (int i = 0; i < value.elements().size(); i++) {
          part(shape, value.elements().get(i), path.index(i));
        }
      }
      case Kind.SetOf<?>(Shape<?> shape) ->
          value.elements().forEach(each -> part(shape, each, path.element(each)));
      case Kind.MapOf<?>(Shape<?> shape) ->
          value.entries().forEach((key, each) -> part(shape, each, path.key(key)));
      case Kind.ListOf<?> _, Kind.SetOf<?> _, Kind.MapOf<?> _, Scalar<?> _ -> plain(value, path);
    }
  }

  private void plain(Value value, Path path) {
    value.walk((within, part) -> {
      if (!part.isKnown()) {
        found.add(new Violation(path.then(within), "O1", "it is still unknown"));
      }
      return true;
    });
  }
}
