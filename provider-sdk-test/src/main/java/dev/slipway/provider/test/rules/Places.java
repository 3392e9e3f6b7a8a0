package dev.slipway.provider.test.rules;

import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.schema.Kind;
import dev.slipway.provider.schema.Scalar;
import dev.slipway.provider.schema.Shape;
import dev.slipway.provider.value.Path;
import java.util.Optional;

/** What stands at a path, by the schema. */
final class Places {

  private Places() {}

  /** The attribute that a path ends at, if it ends at one. */
  static Optional<Attribute<?>> attribute(Shape<?> root, Path path) {
    Kind<?> at = root;
    Optional<Attribute<?>> last = Optional.empty();
    for (var step : path.steps()) {
      last = Optional.empty();
      if (step instanceof Path.Step.Attribute(var name) && at instanceof Shape<?> shape) {
        last =
            shape.attributes().stream()
                .filter(each -> each.name().equals(name))
                .<Attribute<?>>map(each -> each)
                .findFirst();
        if (last.isEmpty()) {
          return last;
        }
        at = last.get().kind();
      } else {
        at = element(at);
      }
    }
    return last;
  }

  /** What is within a list, set or map; of anything else, itself. */
  private static Kind<?> element(Kind<?> kind) {
    return switch (kind) {
      case Kind.ListOf<?>(var element) -> element;
      case Kind.SetOf<?>(var element) -> element;
      case Kind.MapOf<?>(var element) -> element;
      case Shape<?> _, Scalar<?> _ -> kind;
    };
  }
}
