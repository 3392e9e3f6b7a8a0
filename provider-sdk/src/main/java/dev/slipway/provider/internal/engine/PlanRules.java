package dev.slipway.provider.internal.engine;

import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.schema.Kind;
import dev.slipway.provider.schema.Scalar;
import dev.slipway.provider.schema.Shape;
import dev.slipway.provider.value.Path;
import dev.slipway.provider.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;

/** Holds a plan against configuration and prior state, as Terraform does. */
public final class PlanRules {

  private final List<Violation> found = new ArrayList<>();

  private PlanRules() {}

  /**
   * The rules that a planned object breaks.
   *
   * @param prior null for a create
   */
  public static List<Violation> broken(Shape<?> shape, Value config, Value prior, Value planned) {
    return broken(shape, config, prior, planned, Path.ROOT);
  }

  private static List<Violation> broken(
      Shape<?> shape, Value config, Value prior, Value planned, Path path) {
    var rules = new PlanRules();
    rules.object(shape, config, prior, planned, path);
    return List.copyOf(rules.found);
  }

  private void object(Shape<?> shape, Value config, Value prior, Value planned, Path path) {
    for (var attribute : shape.attributes()) {
      String name = attribute.name();
      attribute(
          attribute,
          config.attribute(name),
          prior.isNull() ? Value.ofNull() : prior.attribute(name),
          planned.attribute(name),
          path.attribute(name));
    }
  }

  private void attribute(
      Attribute<?> attribute, Value config, Value prior, Value planned, Path path) {
    if (attribute.isWriteOnly()) {
      require(planned.isNull(), path, "P9", "it is write-only, so it has to be null in the plan");
    } else if (config.isNull()) {
      require(
          attribute.isComputed() || planned.isNull(),
          path,
          "P3",
          "it is not configured and not computed, so it has to stay null");
    } else if (!config.isKnown()) {
      require(
          !planned.isKnown() || asBefore(prior, planned),
          path,
          "P1",
          "its configured value is not known yet, so it has to stay unknown");
    } else {
      configured(attribute, config, prior, planned, path);
    }
  }

  private void configured(
      Attribute<?> attribute, Value config, Value prior, Value planned, Path path) {
    switch (attribute.kind()) {
      case Shape<?> shape -> {
        if (present(planned, path)) {
          object(shape, config, prior, planned, path);
        }
      }
      case Kind.ListOf<?>(Shape<?> shape) -> {
        if (present(planned, path)) {
          list(shape, config, prior, planned, path);
        }
      }
      case Kind.MapOf<?>(Shape<?> shape) -> {
        if (present(planned, path)) {
          map(shape, config, prior, planned, path);
        }
      }
      case Kind.SetOf<?>(Shape<?> shape) -> {
        if (present(planned, path)) {
          set(shape, config, prior, planned, path);
        }
      }
      case Kind.ListOf<?> _, Kind.SetOf<?> _, Kind.MapOf<?> _, Scalar<?> _ ->
          require(
              planned.equals(config) || asBefore(prior, planned),
              path,
              "P1",
              "a configured value has to be planned as it is");
    }
  }

  private boolean present(Value planned, Path path) {
    require(!planned.isNull(), path, "P4", "it is configured, so it cannot be planned as null");
    require(planned.isKnown(), path, "P8", "it is configured, so it cannot be wholly unknown");
    return planned.isKnown() && !planned.isNull();
  }

  private void element(Shape<?> shape, Value config, Value prior, Value planned, Path path) {
    if (config.isNull() || !config.isKnown()) {
      require(
          planned.equals(config) || asBefore(prior, planned),
          path,
          "P1",
          "a configured element has to be planned as it is");
    } else if (present(planned, path)) {
      object(shape, config, prior, planned, path);
    }
  }

  private void list(Shape<?> shape, Value config, Value prior, Value planned, Path path) {
    var configured = config.elements();
    var after = planned.elements();
    if (configured.size() != after.size()) {
      count(configured.size(), after.size(), path);
      return;
    }
    var before = prior.isNull() ? List.<Value>of() : prior.elements();
    for (int i = 0; i < configured.size(); i++) {
      element(
          shape,
          configured.get(i),
          i < before.size() ? before.get(i) : Value.ofNull(),
          after.get(i),
          path.index(i));
    }
  }

  private void map(Shape<?> shape, Value config, Value prior, Value planned, Path path) {
    if (!config.entries().keySet().equals(planned.entries().keySet())) {
      found.add(new Violation(path, "P5", "other keys are planned than are configured"));
      return;
    }
    config
        .entries()
        .forEach((key, each) ->
            element(
                shape,
                each,
                prior.isNull() ? Value.ofNull() : prior.entries().getOrDefault(key, Value.ofNull()),
                planned.entries().getOrDefault(key, Value.ofNull()),
                path.key(key)));
  }

  /** Each planned element has to follow from a configured one, and each of those lead to one. */
  private void set(Shape<?> shape, Value config, Value prior, Value planned, Path path) {
    var configured = config.elements();
    var after = planned.elements();
    if (configured.size() != after.size()) {
      count(configured.size(), after.size(), path);
      return;
    }
    var before = prior.isNull() ? List.<Value>of() : prior.elements();
    BiPredicate<Value, Value> follows = (from, to) -> follows(shape, from, before, to, path);
    require(
        after.stream().allMatch(to -> configured.stream().anyMatch(from -> follows.test(from, to)))
            && configured.stream()
                .allMatch(from -> after.stream().anyMatch(to -> follows.test(from, to))),
        path,
        "P1",
        "other elements are planned than are configured");
  }

  private static boolean follows(
      Shape<?> shape, Value config, List<Value> before, Value planned, Path path) {
    if (config.isNull() || !config.isKnown() || planned.isNull() || !planned.isKnown()) {
      return planned.equals(config);
    }
    return broken(shape, config, Value.ofNull(), planned, path).isEmpty()
        || before.stream().anyMatch(prior -> broken(shape, config, prior, planned, path).isEmpty());
  }

  private void count(int configured, int planned, Path path) {
    found.add(
        new Violation(
            path, "P5", "%d elements are configured, %d planned".formatted(configured, planned)));
  }

  private static boolean asBefore(Value prior, Value planned) {
    return !prior.isNull() && prior.equals(planned);
  }

  private void require(boolean holds, Path path, String rule, String reason) {
    if (!holds) {
      found.add(new Violation(path, rule, reason));
    }
  }
}
