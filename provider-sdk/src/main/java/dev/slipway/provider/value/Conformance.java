package dev.slipway.provider.value;

import dev.slipway.provider.value.Type.Simple;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Holds a value, or a more exact type, against a type. */
final class Conformance {

  private Conformance() {}

  static Optional<Mismatch> check(Type type, Value value) {
    return Optional.ofNullable(mismatch(type, value));
  }

  static boolean check(Type type, Type wanted) {
    return switch (wanted) {
      case Simple simple -> simple == Simple.DYNAMIC || type == simple;
      case Type.ListOf(var element) -> type instanceof Type.ListOf(var its) && check(its, element);
      case Type.SetOf(var element) -> type instanceof Type.SetOf(var its) && check(its, element);
      case Type.MapOf(var element) -> type instanceof Type.MapOf(var its) && check(its, element);
      case Type.TupleOf(var elements) ->
          type instanceof Type.TupleOf(var its) && all(its, elements);
      case Type.ObjectOf(var attributes, _) ->
          type instanceof Type.ObjectOf(var its, _)
              && its.keySet().equals(attributes.keySet())
              && all(List.copyOf(its.values()), List.copyOf(attributes.values()));
    };
  }

  private static boolean all(List<Type> types, List<Type> wanted) {
    return types.size() == wanted.size()
        && IntStream.range(0, types.size()).allMatch(i -> check(types.get(i), wanted.get(i)));
  }

  private static @Nullable Mismatch mismatch(Type type, Value value) {
    return switch (value) {
      case Value.Null _ -> null;
      case Value.Unknown(var refinements) -> refinements(type, refinements);
      case Value.Bool _ -> type == Simple.BOOL ? null : kind(type, value);
      case Value.Text _ -> type == Simple.STRING ? null : kind(type, value);
      case Value.Num _ -> type == Simple.NUMBER ? null : kind(type, value);
      case Value.ListOf(var elements) ->
          type instanceof Type.ListOf(var element)
              ? sequence(_ -> element, elements)
              : kind(type, value);
      case Value.TupleOf(var elements) ->
          type instanceof Type.TupleOf(var types) ? tuple(types, elements) : kind(type, value);
      case Value.SetOf(var elements) ->
          type instanceof Type.SetOf(var element) ? set(element, elements) : kind(type, value);
      case Value.MapOf(var elements) ->
          type instanceof Type.MapOf(var element) ? map(element, elements) : kind(type, value);
      case Value.ObjectOf(var attributes) ->
          type instanceof Type.ObjectOf(var types, _)
              ? object(types, attributes)
              : kind(type, value);
      case Value.Dynamic(var concrete, var inner) ->
          type == Simple.DYNAMIC ? mismatch(concrete, inner) : kind(type, value);
    };
  }

  private static @Nullable Mismatch sequence(IntFunction<Type> types, List<Value> elements) {
    for (int i = 0; i < elements.size(); i++) {
      var found = mismatch(types.apply(i), elements.get(i));
      if (found != null) {
        return below(new Path.Step.Index(i), found);
      }
    }
    return null;
  }

  private static @Nullable Mismatch tuple(List<Type> types, List<Value> elements) {
    return types.size() == elements.size()
        ? sequence(types::get, elements)
        : here("%d elements required, %d given".formatted(types.size(), elements.size()));
  }

  private static @Nullable Mismatch set(Type type, List<Value> elements) {
    for (var element : elements) {
      var found = mismatch(type, element);
      if (found != null) {
        return below(new Path.Step.Element(element), found);
      }
    }
    return null;
  }

  private static @Nullable Mismatch map(Type type, Map<String, Value> elements) {
    for (var entry : elements.entrySet()) {
      var found = mismatch(type, entry.getValue());
      if (found != null) {
        return below(new Path.Step.Key(entry.getKey()), found);
      }
    }
    return null;
  }

  private static @Nullable Mismatch object(Map<String, Type> types, Map<String, Value> attributes) {
    for (var entry : types.entrySet()) {
      var step = new Path.Step.Attribute(entry.getKey());
      var value = attributes.get(entry.getKey());
      if (value == null) {
        return below(step, here("attribute is missing; an absent one is null"));
      }
      var found = mismatch(entry.getValue(), value);
      if (found != null) {
        return below(step, found);
      }
    }
    for (var name : attributes.keySet()) {
      if (!types.containsKey(name)) {
        return below(new Path.Step.Attribute(name), here("no such attribute in the type"));
      }
    }
    return null;
  }

  private static @Nullable Mismatch refinements(Type type, Refinements refinements) {
    if (refinements.refinesString() && type != Simple.STRING) {
      return here("unknown with a prefix, but the type is " + type);
    }
    if (refinements.refinesNumber() && type != Simple.NUMBER) {
      return here("unknown with bounds, but the type is " + type);
    }
    boolean hasLength =
        switch (type) {
          case Type.ListOf _, Type.SetOf _, Type.MapOf _ -> true;
          case Simple _, Type.TupleOf _, Type.ObjectOf _ -> false;
        };
    return refinements.refinesLength() && !hasLength
        ? here("unknown with a length, but the type is " + type)
        : null;
  }

  private static Mismatch kind(Type type, Value value) {
    return here(
        type == Simple.DYNAMIC
            ? "a dynamic value with its type required, bare %s given".formatted(value.kind())
            : "%s required, %s given".formatted(type, value.kind()));
  }

  private static Mismatch here(String reason) {
    return new Mismatch(Path.ROOT, reason);
  }

  private static Mismatch below(Path.Step step, Mismatch found) {
    return new Mismatch(Path.ROOT.then(step).then(found.path()), found.reason());
  }
}
