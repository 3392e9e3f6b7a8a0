package dev.slipway.provider.schema;

import dev.slipway.provider.diag.Diagnostic;
import dev.slipway.provider.value.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The usual rules between attributes of one object; meant for static import. */
public final class Rules {

  private Rules() {}

  /** At most one of them is set. */
  public static Rule conflicting(Attribute<?>... attributes) {
    return rule(attributes, object -> tooMany(object, List.of(attributes)));
  }

  /** One of them is set, and only one. */
  public static Rule exactlyOneOf(Attribute<?>... attributes) {
    var all = List.of(attributes);
    return rule(
        attributes,
        object ->
            Stream.concat(
                    tooMany(object, all).stream(),
                    tooFew(object, all, "Set exactly one of").stream())
                .toList());
  }

  /** One of them is set, or several. */
  public static Rule atLeastOneOf(Attribute<?>... attributes) {
    return rule(attributes, object -> tooFew(object, List.of(attributes), "Set at least one of"));
  }

  /** Where the attribute is set, so are the others. */
  public static Rule requires(Attribute<?> attribute, Attribute<?>... others) {
    return rule(
        Stream.concat(Stream.of(attribute), Stream.of(others)).toArray(Attribute<?>[]::new),
        object ->
            isSet(object, attribute)
                ? Stream.of(others)
                    .filter(other -> isAbsent(object, other))
                    .map(missing ->
                        Diagnostic.error(
                            object.pathOf(attribute),
                            "Missing attribute %s".formatted(missing),
                            "%s also needs %s to be set."
                                .formatted(object.pathOf(attribute), object.pathOf(missing))))
                    .toList()
                : List.of());
  }

  private static List<Diagnostic> tooMany(Fields object, List<Attribute<?>> attributes) {
    var set = attributes.stream().filter(attribute -> isSet(object, attribute)).toList();
    if (set.size() <= 1) {
      return List.of();
    }
    return set.stream()
        .skip(1)
        .map(attribute ->
            Diagnostic.error(
                object.pathOf(attribute),
                "Conflicting attributes",
                "%s cannot be set together with %s. Keep one of %s."
                    .formatted(
                        object.pathOf(attribute),
                        object.pathOf(set.getFirst()),
                        names(attributes))))
        .toList();
  }

  private static List<Diagnostic> tooFew(
      Fields object, List<Attribute<?>> attributes, String remedy) {
    if (!attributes.stream().allMatch(attribute -> isAbsent(object, attribute))) {
      return List.of();
    }
    var parent = object.pathOf(attributes.getFirst()).steps();
    return List.of(
        Diagnostic.error(
            new Path(parent.subList(0, parent.size() - 1)),
            "Missing attribute",
            "%s %s.".formatted(remedy, names(attributes))));
  }

  private static boolean isSet(Fields object, Attribute<?> attribute) {
    return object.raw(attribute).isKnown() && !isAbsent(object, attribute);
  }

  private static boolean isAbsent(Fields object, Attribute<?> attribute) {
    return attribute.isAbsent(object.raw(attribute));
  }

  private static String names(List<Attribute<?>> attributes) {
    return attributes.stream().map(Attribute::name).collect(Collectors.joining(", "));
  }

  private static Rule rule(
      Attribute<?>[] attributes, Function<Fields, List<Diagnostic>> violations) {
    var all = List.of(attributes);
    return new Rule() {
      @Override
      public List<Attribute<?>> attributes() {
        return all;
      }

      @Override
      public List<Diagnostic> violations(Fields object) {
        return violations.apply(object);
      }
    };
  }
}
