package dev.slipway.provider.schema;

import dev.slipway.provider.value.Path;
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
  private record Place(Path path, boolean withinSet) {}

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
    shape(root, new Place(Path.ROOT, false));
  }

  private static void shape(Shape<?> shape, Place place) {
    for (var attribute : shape.attributes()) {
      attribute(attribute, new Place(attribute.in(place.path()), place.withinSet()));
    }
  }

  private static <T> void attribute(Attribute<T> attribute, Place place) {
    if (!NAME.matcher(attribute.name()).matches()) {
      throw refused(
          place.path(), "a name is lower-case letters, digits and underscores, no digit first");
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
      case Kind.SetOf<?>(var element) -> element(element, new Place(place.path(), true));
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
    switch (element) {
      case Shape<?> shape -> shape(shape, place);
      case Kind.ListOf<?>(var inner) -> plain(inner, place);
      case Kind.SetOf<?>(var inner) -> plain(inner, place);
      case Kind.MapOf<?>(var inner) -> plain(inner, place);
      case Scalar<?> _ -> {}
    }
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
