package dev.slipway.provider.schema;

import dev.slipway.provider.value.Path;
import dev.slipway.provider.value.Type;
import java.util.Set;
import java.util.regex.Pattern;

/** What Terraform demands of a schema, as far as the types of the handles leave it open. */
final class Validity {

  private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]*");

  /** Terraform's own words in resource and data blocks. */
  private static final Set<String> RESERVED =
      Set.of(
          "connection", "count", "depends_on", "for_each", "lifecycle", "provider", "provisioner");

  /** Where a part of the schema stands. */
  private record Place(Path path, boolean withinAttribute, boolean withinSet) {
    static final Place ROOT = new Place(Path.ROOT, false, false);

    Place of(Attribute<?> attribute) {
      return new Place(
          attribute.in(path), withinAttribute || !(attribute instanceof Block), withinSet);
    }

    Place intoSet() {
      return new Place(path, withinAttribute, true);
    }
  }

  private Validity() {}

  /**
   * @throws IllegalArgumentException naming the first attribute that breaks a demand
   */
  static void require(Shape<?> root) {
    for (var attribute : root.attributes()) {
      if (RESERVED.contains(attribute.name())) {
        throw refused(attribute.path(), "the name is one of Terraform's own words");
      }
    }
    shape(root, Place.ROOT);
  }

  private static void shape(Shape<?> shape, Place place) {
    for (var attribute : shape.attributes()) {
      if (attribute instanceof Block && place.withinAttribute()) {
        throw refused(
            attribute.in(place.path()),
            "a block cannot stand within an attribute, only in a block");
      }
      attribute(attribute, place.of(attribute));
    }
  }

  private static <T> void attribute(Attribute<T> attribute, Place place) {
    if (!NAME.matcher(attribute.name()).matches()) {
      throw refused(
          place.path(), "a name is lower-case letters, digits and underscores, no digit first");
    }
    if (attribute instanceof Block && attribute.name().equals("dynamic")) {
      throw refused(place.path(), "a block of this name is one of Terraform's own");
    }
    if (place.withinSet() && attribute.isWriteOnly()) {
      throw refused(place.path(), "elements of a set cannot have write-only parts");
    }
    if (attribute.hasSpellings() && isNested(attribute.kind())) {
      throw refused(place.path(), "sameIf is for attributes without attributes of their own");
    }
    attribute.fallback().ifPresent(fallback -> fallback(attribute, fallback, place.path()));
    switch (attribute.kind()) {
      case Shape<?> shape -> shape(shape, place);
      case Kind.ListOf<?>(var element) -> element(element, place);
      case Kind.MapOf<?>(var element) -> element(element, place);
      case Kind.SetOf<?>(var element) -> element(element, place.intoSet());
      case Scalar<?> _ -> {}
    }
  }

  private static boolean isNested(Kind<?> kind) {
    return switch (kind) {
      case Shape<?> _ -> true;
      case Kind.ListOf<?>(var element) -> element instanceof Shape<?>;
      case Kind.SetOf<?>(var element) -> element instanceof Shape<?>;
      case Kind.MapOf<?>(var element) -> element instanceof Shape<?>;
      case Scalar<?> _ -> false;
    };
  }

  private static void element(Kind<?> element, Place place) {
    if (isDynamic(element.type())) {
      throw refused(
          place.path(),
          "no part of a list, set or map can be of any type; make the whole attribute dynamic");
    }
    switch (element) {
      case Shape<?> shape -> shape(shape, place);
      case Kind.ListOf<?>(var inner) -> plain(inner, place);
      case Kind.SetOf<?>(var inner) -> plain(inner, place);
      case Kind.MapOf<?>(var inner) -> plain(inner, place);
      case Scalar<?> _ -> {}
    }
  }

  private static boolean isDynamic(Type type) {
    return switch (type) {
      case Type.Simple simple -> simple == Type.Simple.DYNAMIC;
      case Type.ListOf(var element) -> isDynamic(element);
      case Type.SetOf(var element) -> isDynamic(element);
      case Type.MapOf(var element) -> isDynamic(element);
      case Type.TupleOf(var elements) -> elements.stream().anyMatch(Validity::isDynamic);
      case Type.ObjectOf(var attributes, _) ->
          attributes.values().stream().anyMatch(Validity::isDynamic);
    };
  }

  /** A collection of collections is a plain type, where attributes within would not be seen. */
  private static void plain(Kind<?> kind, Place place) {
    switch (kind) {
      case Shape<?> _ ->
          throw refused(
              place.path(), "objects may stand in a list, set or map, but no deeper than that");
      case Kind.ListOf<?>(var inner) -> plain(inner, place);
      case Kind.SetOf<?>(var inner) -> plain(inner, place);
      case Kind.MapOf<?>(var inner) -> plain(inner, place);
      case Scalar<?> _ -> {}
    }
  }

  private static <T> void fallback(Attribute<T> attribute, T fallback, Path path) {
    for (var check : attribute.checks()) {
      for (var finding : check.findings(fallback)) {
        throw refused(path.then(finding.where()), "its default must be " + finding.expectation());
      }
    }
  }

  private static IllegalArgumentException refused(Path path, String reason) {
    return new IllegalArgumentException("attribute %s: %s".formatted(path, reason));
  }
}
