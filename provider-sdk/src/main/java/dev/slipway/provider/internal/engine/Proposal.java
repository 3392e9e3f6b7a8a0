package dev.slipway.provider.internal.engine;

import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.schema.Kind;
import dev.slipway.provider.schema.Scalar;
import dev.slipway.provider.schema.Shape;
import dev.slipway.provider.value.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.TreeMap;

/**
 * What a configuration alone makes of an object: configured values, defaults where it is silent,
 * and for computed values the prior or unknown. Configured values that only spell the prior one
 * differently keep the prior spelling, so that they show as no change.
 */
public final class Proposal {

  /** What the proposal is for. */
  private enum Purpose {
    /** To see whether anything changes: computed values stay as they are. */
    COMPARE,
    /** To plan a change: computed values become unknown. */
    CHANGE,
    /** To complete a configuration: computed values are null, write-only ones stay. */
    CONFIGURE
  }

  private final Purpose purpose;

  private Proposal(Purpose purpose) {
    this.purpose = purpose;
  }

  /**
   * A plan for an object that exists: equal to the prior state where the configuration changes
   * nothing, else with every undecided computed value unknown, but for stable ones.
   */
  public static Value update(Shape<?> shape, Value config, Value prior) {
    var same = new Proposal(Purpose.COMPARE).object(shape, config, prior);
    return same.equals(prior) ? prior : changed(shape, config, prior);
  }

  /** As {@link #update}, once it is known that something changes. */
  public static Value changed(Shape<?> shape, Value config, Value prior) {
    return new Proposal(Purpose.CHANGE).object(shape, config, prior);
  }

  /** A plan for a new object: every undecided computed value is unknown. */
  public static Value create(Shape<?> shape, Value config) {
    return new Proposal(Purpose.CHANGE).object(shape, config, Value.ofNull());
  }

  /** A configuration with its defaults; computed values are null. */
  public static Value defaulted(Shape<?> shape, Value config) {
    return new Proposal(Purpose.CONFIGURE).object(shape, config, Value.ofNull());
  }

  /** The value of one configured attribute with the defaults of its parts, as above. */
  static Value defaulted(Attribute<?> attribute, Value config) {
    return new Proposal(Purpose.CONFIGURE).configured(attribute, config, Value.ofNull());
  }

  /**
   * @param prior null where there was no such object
   */
  private Value object(Shape<?> shape, Value config, Value prior) {
    var planned = new TreeMap<String, Value>();
    for (var attribute : shape.attributes()) {
      String name = attribute.name();
      planned.put(
          name,
          attribute(
              attribute,
              config.attribute(name),
              prior.isNull() ? Value.ofNull() : prior.attribute(name)));
    }
    return Value.object(planned);
  }

  private <T> Value attribute(Attribute<T> attribute, Value config, Value prior) {
    if (attribute.isWriteOnly() && purpose != Purpose.CONFIGURE) {
      return Value.ofNull();
    }
    if (!config.isKnown()) {
      return config;
    }
    if (!config.isNull()) {
      return configured(attribute, config, prior);
    }
    if (attribute.fallback().isPresent()) {
      var fallback = attribute.kind().encode(attribute.fallback().get());
      return configured(attribute, fallback, prior);
    }
    return attribute.isComputed() ? undecided(attribute, prior) : attribute.absent();
  }

  private Value undecided(Attribute<?> attribute, Value prior) {
    return switch (purpose) {
      case COMPARE, CONFIGURE -> prior;
      case CHANGE -> attribute.isStable() && !prior.isNull() ? prior : Value.unknown();
    };
  }

  private Value configured(Attribute<?> attribute, Value config, Value prior) {
    return switch (attribute.kind()) {
      case Shape<?> shape -> object(shape, config, prior);
      case Kind.ListOf<?>(Shape<?> shape) -> Value.list(list(shape, config, prior));
      case Kind.SetOf<?>(Shape<?> shape) -> Value.set(set(shape, config, prior));
      case Kind.MapOf<?>(Shape<?> shape) -> map(shape, config, prior);
      case Kind.ListOf<?> _, Kind.SetOf<?> _, Kind.MapOf<?> _, Scalar<?> _ ->
          attribute.meansTheSame(config, prior) ? prior : config;
    };
  }

  /** An element, which in a collection may be null or unknown as a whole. */
  private Value element(Shape<?> shape, Value config, Value prior) {
    return config.isNull() || !config.isKnown() ? config : object(shape, config, prior);
  }

  private List<Value> list(Shape<?> shape, Value config, Value prior) {
    var before = prior.isNull() ? List.<Value>of() : prior.elements();
    var planned = new ArrayList<Value>();
    for (var each : config.elements()) {
      int index = planned.size();
      planned.add(element(shape, each, index < before.size() ? before.get(index) : Value.ofNull()));
    }
    return planned;
  }

  /** A configured element and the prior ones that differ only where it is silent. */
  private record Match(Value config, List<Value> candidates) {}

  private List<Value> set(Shape<?> shape, Value config, Value prior) {
    var before = prior.isNull() ? List.<Value>of() : prior.elements();
    var same = new Proposal(Purpose.COMPARE);
    var taken = new HashSet<Value>();
    return config.elements().stream()
        .map(each ->
            new Match(
                each,
                before.stream().filter(old -> same.element(shape, each, old).equals(old)).toList()))
        // Those with the least choice first, so that nobody takes the only match of another.
        .sorted(Comparator.comparingInt(match -> match.candidates().size()))
        .map(match ->
            element(
                shape,
                match.config(),
                match.candidates().stream()
                    .filter(taken::add)
                    .findFirst()
                    .orElseGet(Value::ofNull)))
        .toList();
  }

  private Value map(Shape<?> shape, Value config, Value prior) {
    var planned = new TreeMap<String, Value>();
    config
        .entries()
        .forEach((key, each) -> {
          var before =
              prior.isNull() ? Value.ofNull() : prior.entries().getOrDefault(key, Value.ofNull());
          planned.put(key, element(shape, each, before));
        });
    return Value.map(planned);
  }
}
