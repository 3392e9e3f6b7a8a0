package dev.slipway.provider.value;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** Reads the type of a value off its content. */
final class Inference {

  private Inference() {}

  static Type typeOf(Value value) {
    return switch (value) {
      case Value.Null _, Value.Unknown _, Value.Dynamic _ -> Type.dynamic();
      case Value.Bool _ -> Type.bool();
      case Value.Text _ -> Type.string();
      case Value.Num _ -> Type.number();
      case Value.ListOf(var elements) -> Type.list(common(elements));
      case Value.SetOf(var elements) -> Type.set(common(elements));
      case Value.MapOf(var entries) -> Type.map(common(entries.values()));
      case Value.TupleOf(var elements) ->
          Type.tuple(elements.stream().map(Inference::typeOf).toList());
      case Value.ObjectOf(var attributes) -> Type.object(types(attributes));
    };
  }

  private static Map<String, Type> types(Map<String, Value> attributes) {
    var types = new TreeMap<String, Type>();
    attributes.forEach((name, value) -> types.put(name, typeOf(value)));
    return types;
  }

  /** The first element that tells its type tells that of all. */
  private static Type common(Collection<Value> elements) {
    var type =
        elements.stream()
            .map(Inference::typeOf)
            .filter(each -> each != Type.Simple.DYNAMIC)
            .findFirst()
            .orElse(Type.dynamic());
    for (var element : elements) {
      type.mismatch(element)
          .ifPresent(mismatch -> {
            throw new IllegalArgumentException(
                "elements are of several types: " + mismatch.reason());
          });
    }
    return type;
  }
}
