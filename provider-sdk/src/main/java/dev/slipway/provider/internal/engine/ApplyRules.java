package dev.slipway.provider.internal.engine;

import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.schema.Block;
import dev.slipway.provider.schema.Kind;
import dev.slipway.provider.schema.Scalar;
import dev.slipway.provider.schema.Shape;
import dev.slipway.provider.value.Path;
import dev.slipway.provider.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Holds the result of an apply against its plan, as Terraform does. */
public final class ApplyRules {

  private final List<Violation> found = new ArrayList<>();

  private ApplyRules() {}

  /** The rules that a resulting object breaks. Content of sensitive attributes is not shown. */
  public static List<Violation> broken(Shape<?> shape, Value planned, Value result) {
    var rules = new ApplyRules();
    rules.object(shape, planned, result, Path.ROOT, false);
    return List.copyOf(rules.found);
  }

  private void object(Shape<?> shape, Value planned, Value result, Path path, boolean secret) {
    for (var attribute : shape.attributes()) {
      String name = attribute.name();
      attribute(
          attribute,
          planned.attribute(name),
          result.attribute(name),
          path.attribute(name),
          secret || attribute.isSensitive());
    }
  }

  private void attribute(
      Attribute<?> attribute, Value planned, Value result, Path path, boolean secret) {
    if (attribute.isWriteOnly()) {
      if (!result.isNull()) {
        broken(path, "A9", "it is write-only, so it has to be null");
      }
      return;
    }
    if (!settled(planned, result, path, secret)) {
      return;
    }
    switch (attribute.kind()) {
      case Shape<?> shape -> object(shape, planned, result, path, secret);
      case Kind.ListOf<?>(Shape<?> shape) -> {
        if (sameCount(planned.elements(), result.elements(), path, counting(attribute))) {
          for (int i = 0; i < planned.elements().size(); i++) {
            element(
                shape, planned.elements().get(i), result.elements().get(i), path.index(i), secret);
          }
        }
      }
      case Kind.MapOf<?>(Shape<?> shape) -> {
        if (sameKeys(planned.entries(), result.entries(), path, counting(attribute))) {
          planned
              .entries()
              .forEach((key, each) ->
                  element(
                      shape,
                      each,
                      result.entries().getOrDefault(key, Value.ofNull()),
                      path.key(key),
                      secret));
        }
      }
      case Kind.SetOf<?>(Shape<?> shape) ->
          set(planned, result, path, (one, other) -> matches(shape, one, other));
      case Kind.ListOf<?> _, Kind.SetOf<?> _, Kind.MapOf<?> _, Scalar<?> _ ->
          plain(planned, result, path, secret);
    }
  }

  /** The rule by which elements neither come nor go. */
  private static String counting(Attribute<?> attribute) {
    return attribute instanceof Block ? "A7" : "A5";
  }

  private void element(Shape<?> shape, Value planned, Value result, Path path, boolean secret) {
    if (settled(planned, result, path, secret)) {
      object(shape, planned, result, path, secret);
    }
  }

  /** A value of a type without attributes of its own. */
  private void plain(Value planned, Value result, Path path, boolean secret) {
    switch (planned) {
      case Value.ListOf(var elements) -> elements(elements, result, path, secret);
      case Value.TupleOf(var elements) -> elements(elements, result, path, secret);
      case Value.MapOf(var entries) -> entries(entries, result, path, secret);
      case Value.ObjectOf(var attributes) -> entries(attributes, result, path, secret);
      case Value.SetOf _ -> set(planned, result, path, ApplyRules::matches);
      case Value.Dynamic(_, var within) -> {
        if (isOfPlannedType(planned, result)) {
          plain(within, result.concrete(), path, secret);
        } else {
          broken(path, "A1", "it came back as another type than was planned");
        }
      }
      case Value.Null _, Value.Unknown _, Value.Bool _, Value.Text _, Value.Num _ -> {
        if (!planned.equals(result)) {
          broken(
              path,
              "A1",
              secret
                  ? "it was planned with another value"
                  : "%s was planned, %s came back".formatted(planned, result));
        }
      }
    }
  }

  /** Only a dynamic value can be of another. */
  private static boolean isOfPlannedType(Value planned, Value result) {
    return !(planned instanceof Value.Dynamic(var type, _)
        && result instanceof Value.Dynamic(var its, _)
        && !its.conformsTo(type));
  }

  private void elements(List<Value> planned, Value result, Path path, boolean secret) {
    if (sameCount(planned, result.elements(), path, "A5")) {
      for (int i = 0; i < planned.size(); i++) {
        part(planned.get(i), result.elements().get(i), path.index(i), secret);
      }
    }
  }

  private void entries(Map<String, Value> planned, Value result, Path path, boolean secret) {
    if (sameKeys(planned, result.entries(), path, "A5")) {
      planned.forEach((key, each) ->
          part(each, result.entries().getOrDefault(key, Value.ofNull()), path.key(key), secret));
    }
  }

  private void part(Value planned, Value result, Path path, boolean secret) {
    if (settled(planned, result, path, secret)) {
      plain(planned, result, path, secret);
    }
  }

  /**
   * Judges what null and unknown decide alone.
   *
   * @return whether both are known and not null, so that their content has to be compared
   */
  private boolean settled(Value planned, Value result, Path path, boolean secret) {
    if (!result.isKnown()) {
      broken(
          path,
          planned.isKnown() ? "A4" : "A3",
          "it is still unknown; set it, or set it to null, before returning");
      return false;
    }
    if (planned.concrete() instanceof Value.Unknown(var promise)) {
      if (!result.isWhollyKnown()) {
        broken(path, "A3", "a part of it is still unknown");
      } else if (!isOfPlannedType(planned, result)) {
        broken(path, "A2", "it came back as another type than was planned");
      } else if (!Promise.isKept(promise, result)) {
        broken(
            path,
            "A2",
            secret
                ? "it breaks what the plan promised of it"
                : "%s breaks what the plan promised of it: %s".formatted(result, planned));
      }
      return false;
    }
    if (planned.isNull() != result.isNull()) {
      broken(
          path,
          "A4",
          planned.isNull()
              ? "it was planned as null and came back with a value"
              : "it was planned with a value and came back null");
      return false;
    }
    return !planned.isNull();
  }

  private boolean sameCount(List<Value> planned, List<Value> result, Path path, String rule) {
    int before = planned.size();
    int after = result.size();
    if (before != after) {
      broken(path, rule, "%d elements were planned, %d came back".formatted(before, after));
    }
    return before == after;
  }

  private boolean sameKeys(
      Map<String, Value> planned, Map<String, Value> result, Path path, String rule) {
    boolean same = planned.keySet().equals(result.keySet());
    if (!same) {
      broken(path, rule, "other keys came back than were planned");
    }
    return same;
  }

  @FunctionalInterface
  private interface Match {
    boolean test(Value planned, Value result);
  }

  private void set(Value planned, Value result, Path path, Match match) {
    var before = planned.elements();
    var after = result.elements();
    if (after.size() > before.size()) {
      broken(
          path,
          "A6",
          "%d elements were planned, %d came back".formatted(before.size(), after.size()));
    } else if (!after.stream()
        .allMatch(element -> before.stream().anyMatch(each -> match.test(each, element)))) {
      broken(path, "A6", "an element came back that was not planned");
    } else if (!before.stream()
        .allMatch(each -> after.stream().anyMatch(element -> match.test(each, element)))) {
      broken(path, "A6", "a planned element did not come back");
    }
  }

  private static boolean matches(Shape<?> shape, Value planned, Value result) {
    var rules = new ApplyRules();
    rules.element(shape, planned, result, Path.ROOT, true);
    return rules.found.isEmpty();
  }

  private static boolean matches(Value planned, Value result) {
    var rules = new ApplyRules();
    rules.part(planned, result, Path.ROOT, true);
    return rules.found.isEmpty();
  }

  private void broken(Path path, String rule, String reason) {
    found.add(new Violation(path, rule, reason));
  }
}
