package dev.slipway.provider.test;

import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.schema.Kind;
import dev.slipway.provider.schema.Scalar;
import dev.slipway.provider.schema.Shape;
import dev.slipway.provider.value.Path;
import dev.slipway.provider.value.Value;
import java.util.ArrayList;
import java.util.List;

/** What Terraform refuses by itself, so that a provider is never asked. */
final class CoreCheck {

  private final List<Refusal> found = new ArrayList<>();

  private CoreCheck() {}

  /** A configuration that no provider would see. */
  record Refusal(Attribute<?> attribute, Path path, String reason) {}

  static List<Refusal> refusals(Shape<?> shape, Value config) {
    var check = new CoreCheck();
    check.object(shape, config, Path.ROOT);
    return check.found;
  }

  /**
   * Refuses them.
   *
   * @param what whose configuration it is
   * @throws IllegalArgumentException naming the attribute: a mistake in the test
   */
  static void require(Shape<?> shape, Value config, String what) {
    for (var refusal : refusals(shape, config)) {
      throw new IllegalArgumentException(
          "%s: %s %s".formatted(what, refusal.path(), refusal.reason()));
    }
  }

  private void object(Shape<?> shape, Value config, Path path) {
    if (!config.isKnown() || config.isNull()) {
      return;
    }
    for (var attribute : shape.attributes()) {
      attribute(attribute, config.attribute(attribute.name()), path.attribute(attribute.name()));
    }
  }

  private void attribute(Attribute<?> attribute, Value value, Path path) {
    if (attribute.isAbsent(value)) {
      if (attribute.isRequired()) {
        found.add(
            new Refusal(
                attribute, path, "is required, so Terraform itself refuses to leave it out"));
      }
    } else if (!attribute.isRequired() && !attribute.isOptional()) {
      found.add(
          new Refusal(attribute, path, "is only computed, so Terraform itself refuses a value"));
    } else {
      within(attribute.kind(), value, path);
    }
  }

  private void within(Kind<?> kind, Value value, Path path) {
    if (!value.isKnown()) {
      return;
    }
    switch (kind) {
      case Shape<?> shape -> object(shape, value, path);
      case Kind.ListOf<?>(Shape<?> shape) -> {
        for (int i = 0; i < value.elements().size(); i++) {
          object(shape, value.elements().get(i), path.index(i));
        }
      }
      case Kind.SetOf<?>(Shape<?> shape) ->
          value.elements().forEach(each -> object(shape, each, path.element(each)));
      case Kind.MapOf<?>(Shape<?> shape) ->
          value.entries().forEach((key, each) -> object(shape, each, path.key(key)));
      case Kind.ListOf<?> _, Kind.SetOf<?> _, Kind.MapOf<?> _, Scalar<?> _ -> {}
    }
  }
}
