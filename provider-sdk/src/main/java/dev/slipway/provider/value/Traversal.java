package dev.slipway.provider.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The ways through a value and its parts. */
final class Traversal {

  private Traversal() {}

  static boolean isWhollyKnown(Value value) {
    return switch (value) {
      case Value.Unknown _ -> false;
      case Value.Null _, Value.Bool _, Value.Text _, Value.Num _ -> true;
      case Value.ListOf(var elements) -> elements.stream().allMatch(Traversal::isWhollyKnown);
      case Value.SetOf(var elements) -> elements.stream().allMatch(Traversal::isWhollyKnown);
      case Value.TupleOf(var elements) -> elements.stream().allMatch(Traversal::isWhollyKnown);
      case Value.MapOf(var elements) ->
          elements.values().stream().allMatch(Traversal::isWhollyKnown);
      case Value.ObjectOf(var attributes) ->
          attributes.values().stream().allMatch(Traversal::isWhollyKnown);
      case Value.Dynamic(_, var inner) -> isWhollyKnown(inner);
    };
  }

  static Optional<Value> find(Value value, Path path) {
    @Nullable Value at = value;
    for (var step : path.steps()) {
      at = part(at.concrete(), step);
      if (at == null) {
        return Optional.empty();
      }
    }
    return Optional.of(at);
  }

  private static @Nullable Value part(Value value, Path.Step step) {
    return switch (step) {
      case Path.Step.Attribute(var name) ->
          value instanceof Value.ObjectOf(var attributes) ? attributes.get(name) : null;
      case Path.Step.Key(var key) ->
          value instanceof Value.MapOf(var elements) ? elements.get(key) : null;
      case Path.Step.Element(var element) ->
          value instanceof Value.SetOf(var elements) && elements.contains(element) ? element : null;
      case Path.Step.Index(var index) ->
          switch (value) {
            case Value.ListOf(var elements) when index < elements.size() -> elements.get(index);
            case Value.TupleOf(var elements) when index < elements.size() -> elements.get(index);
            case Value _ -> null;
          };
    };
  }

  static void walk(Value value, Path path, Value.Visitor visitor) {
    if (!visitor.enter(path, value)) {
      return;
    }
    switch (value) {
      case Value.Null _, Value.Unknown _, Value.Bool _, Value.Text _, Value.Num _ -> {}
      case Value.ListOf(var elements) -> walkSequence(elements, path, visitor);
      case Value.TupleOf(var elements) -> walkSequence(elements, path, visitor);
      case Value.SetOf(var elements) ->
          elements.forEach(element -> walk(element, path.element(element), visitor));
      case Value.MapOf(var elements) ->
          elements.forEach((key, element) -> walk(element, path.key(key), visitor));
      case Value.ObjectOf(var attributes) ->
          attributes.forEach((name, part) -> walk(part, path.attribute(name), visitor));
      case Value.Dynamic(_, var inner) -> walk(inner, path, visitor);
    }
  }

  private static void walkSequence(List<Value> elements, Path path, Value.Visitor visitor) {
    for (int i = 0; i < elements.size(); i++) {
      walk(elements.get(i), path.index(i), visitor);
    }
  }

  static Value transform(
      Value value, Path path, BiFunction<? super Path, ? super Value, ? extends Value> change) {
    var rebuilt =
        switch (value) {
          case Value.Null _, Value.Unknown _, Value.Bool _, Value.Text _, Value.Num _ -> value;
          case Value.ListOf(var elements) ->
              new Value.ListOf(transformSequence(elements, path, change));
          case Value.TupleOf(var elements) ->
              new Value.TupleOf(transformSequence(elements, path, change));
          case Value.SetOf(var elements) -> {
            var changed = new ArrayList<Value>(elements.size());
            elements.forEach(
                element -> changed.add(transform(element, path.element(element), change)));
            yield new Value.SetOf(changed);
          }
          case Value.MapOf(var elements) ->
              new Value.MapOf(transformEntries(elements, path::key, change));
          case Value.ObjectOf(var attributes) ->
              new Value.ObjectOf(transformEntries(attributes, path::attribute, change));
          case Value.Dynamic(var type, var inner) ->
              new Value.Dynamic(type, transform(inner, path, change));
        };
    return change.apply(path, rebuilt);
  }

  private static List<Value> transformSequence(
      List<Value> elements,
      Path path,
      BiFunction<? super Path, ? super Value, ? extends Value> change) {
    var changed = new ArrayList<Value>(elements.size());
    for (int i = 0; i < elements.size(); i++) {
      changed.add(transform(elements.get(i), path.index(i), change));
    }
    return changed;
  }

  private static SortedMap<String, Value> transformEntries(
      SortedMap<String, Value> entries,
      Function<String, Path> step,
      BiFunction<? super Path, ? super Value, ? extends Value> change) {
    var changed = new TreeMap<String, Value>();
    entries.forEach((name, part) -> changed.put(name, transform(part, step.apply(name), change)));
    return changed;
  }
}
