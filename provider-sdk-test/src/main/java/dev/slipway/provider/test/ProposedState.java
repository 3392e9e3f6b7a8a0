package dev.slipway.provider.test;

import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.schema.Kind;
import dev.slipway.provider.schema.Scalar;
import dev.slipway.provider.schema.Shape;
import dev.slipway.provider.value.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.TreeMap;

/**
 * The state that Terraform proposes: as configured, and where the configuration is silent about a
 * computed attribute, as it was.
 */
final class ProposedState {

  private ProposedState() {}

  /**
   * Terraform's proposal.
   *
   * @param prior null for a create
   */
  static Value of(Shape<?> shape, Value config, Value prior) {
    var proposed = new TreeMap<String, Value>();
    for (var attribute : shape.attributes()) {
      var name = attribute.name();
      proposed.put(
          name,
          attribute(
              attribute,
              config.attribute(name),
              prior.isNull() ? Value.ofNull() : prior.attribute(name)));
    }
    return Value.object(proposed);
  }

  private static Value attribute(Attribute<?> attribute, Value config, Value prior) {
    if (config.isNull()) {
      return attribute.isComputed() ? prior : config;
    }
    if (!config.isKnown() || prior.isNull() || !prior.isKnown()) {
      return config;
    }
    return switch (attribute.kind()) {
      case Shape<?> shape -> of(shape, config, prior);
      case Kind.ListOf<?>(Shape<?> shape) -> list(shape, config.elements(), prior.elements());
      case Kind.SetOf<?>(Shape<?> shape) -> set(shape, config.elements(), prior.elements());
      case Kind.MapOf<?>(Shape<?> shape) -> {
        var entries = new TreeMap<>(config.entries());
        entries.replaceAll(
            (key, each) -> element(shape, each, prior.entries().getOrDefault(key, Value.ofNull())));
        yield Value.map(entries);
      }
      case Kind.ListOf<?> _, Kind.SetOf<?> _, Kind.MapOf<?> _, Scalar<?> _ -> config;
    };
  }

  private static Value element(Shape<?> shape, Value config, Value prior) {
    return config.isNull() || !config.isKnown() || prior.isNull()
        ? config
        : of(shape, config, prior);
  }

  private static Value list(Shape<?> shape, List<Value> config, List<Value> prior) {
    var proposed = new ArrayList<Value>();
    for (int i = 0; i < config.size(); i++) {
      proposed.add(element(shape, config.get(i), i < prior.size() ? prior.get(i) : Value.ofNull()));
    }
    return Value.list(proposed);
  }

  /** An element goes on from the first one that is the same but for what is computed. */
  private static Value set(Shape<?> shape, List<Value> config, List<Value> prior) {
    var taken = new HashSet<Value>();
    return Value.set(
        config.stream()
            .map(each ->
                prior.stream()
                    .filter(before -> element(shape, each, before).equals(before))
                    .filter(taken::add)
                    .findFirst()
                    .orElse(each))
            .toList());
  }
}
