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
    return broken(shape, new Place(config, prior, planned, Path.ROOT));
  }

  private static List<Violation> broken(Shape<?> shape, Place place) {
    var rules = new PlanRules();
    rules.object(shape, place);
    return List.copyOf(rules.found);
  }

  /** One place in the object: what is configured there, what was, and what is planned. */
  private record Place(Value config, Value prior, Value planned, Path path) {

    Place attribute(String name) {
      return new Place(
          config.attribute(name),
          prior.isNull() ? prior : prior.attribute(name),
          planned.attribute(name),
          path.attribute(name));
    }

    Place index(int index) {
      boolean isNew = prior.isNull() || index >= prior.elements().size();
      return new Place(
          config.elements().get(index),
          isNew ? Value.ofNull() : prior.elements().get(index),
          planned.elements().get(index),
          path.index(index));
    }

    Place key(String key) {
      return new Place(entry(config, key), entry(prior, key), entry(planned, key), path.key(key));
    }

    private static Value entry(Value map, String key) {
      return map.isNull() ? map : map.entries().getOrDefault(key, Value.ofNull());
    }

    boolean isAsConfigured() {
      return planned.equals(config);
    }

    boolean isAsBefore() {
      return !prior.isNull() && prior.equals(planned);
    }
  }

  private void object(Shape<?> shape, Place place) {
    for (var attribute : shape.attributes()) {
      attribute(attribute, place.attribute(attribute.name()));
    }
  }

  private void attribute(Attribute<?> attribute, Place place) {
    if (attribute.isWriteOnly()) {
      require(
          place.planned().isNull(),
          place,
          "P9",
          "it is write-only, so it has to be null in the plan");
    } else if (place.config().isNull()) {
      require(
          attribute.isComputed() || place.planned().isNull(),
          place,
          "P3",
          "it is not configured and not computed, so it has to stay null");
    } else if (!place.config().isKnown()) {
      unknown(attribute, place);
    } else {
      configured(attribute, place);
    }
  }

  private void unknown(Attribute<?> attribute, Place place) {
    if (attribute instanceof Block) {
      require(
          place.isAsConfigured(),
          place,
          "P7",
          "how many blocks there are is not known yet, so it has to stay unknown");
    } else {
      require(
          !place.planned().isKnown() || place.isAsBefore(),
          place,
          "P1",
          "its configured value is not known yet, so it has to stay unknown");
    }
  }

  private void configured(Attribute<?> attribute, Place place) {
    switch (attribute.kind()) {
      case Shape<?> shape -> {
        if (isPresent(attribute, place)) {
          object(shape, place);
        }
      }
      case Kind.ListOf<?>(Shape<?> shape) -> {
        if (isPresent(attribute, place)) {
          list(attribute, shape, place);
        }
      }
      case Kind.MapOf<?>(Shape<?> shape) -> {
        if (isPresent(attribute, place)) {
          map(attribute, shape, place);
        }
      }
      case Kind.SetOf<?>(Shape<?> shape) -> {
        if (isPresent(attribute, place)) {
          set(attribute, shape, place);
        }
      }
      case Kind.ListOf<?> _, Kind.SetOf<?> _, Kind.MapOf<?> _, Scalar<?> _ ->
          require(
              place.isAsConfigured() || place.isAsBefore(),
              place,
              "P1",
              "a configured value has to be planned as it is");
    }
  }

  private boolean isPresent(Attribute<?> attribute, Place place) {
    boolean neverNull = !attribute.absent().isNull();
    require(
        !place.planned().isNull(),
        place,
        neverNull ? "P6" : "P4",
        "it is configured, so it cannot be planned as null");
    require(
        place.planned().isKnown(),
        place,
        attribute instanceof Block ? "P6" : "P8",
        "it is configured, so it cannot be wholly unknown");
    return place.planned().isKnown() && !place.planned().isNull();
  }

  private void element(Attribute<?> attribute, Shape<?> shape, Place place) {
    if (place.config().isNull() || !place.config().isKnown()) {
      require(
          place.isAsConfigured() || place.isAsBefore(),
          place,
          "P1",
          "a configured element has to be planned as it is");
    } else if (isPresent(attribute, place)) {
      object(shape, place);
    }
  }

  private void list(Attribute<?> attribute, Shape<?> shape, Place place) {
    if (isCounted(place)) {
      for (int i = 0; i < place.config().elements().size(); i++) {
        element(attribute, shape, place.index(i));
      }
    }
  }

  private void map(Attribute<?> attribute, Shape<?> shape, Place place) {
    var keys = place.config().entries().keySet();
    if (keys.equals(place.planned().entries().keySet())) {
      keys.forEach(key -> element(attribute, shape, place.key(key)));
    } else {
      found.add(new Violation(place.path(), "P5", "other keys are planned than are configured"));
    }
  }

  /** Each planned element has to follow from a configured one, and each of those lead to one. */
  private void set(Attribute<?> attribute, Shape<?> shape, Place place) {
    // Of blocks in a set, several may come to mean the same.
    if (!(attribute instanceof Block) && !isCounted(place)) {
      return;
    }
    var configured = place.config().elements();
    var after = place.planned().elements();
    require(
        after.stream()
                .allMatch(
                    to -> configured.stream().anyMatch(from -> follows(shape, from, to, place)))
            && configured.stream()
                .allMatch(from -> after.stream().anyMatch(to -> follows(shape, from, to, place))),
        place,
        "P1",
        "other elements are planned than are configured");
  }

  private static boolean follows(Shape<?> shape, Value config, Value planned, Place set) {
    if (config.isNull() || !config.isKnown() || planned.isNull() || !planned.isKnown()) {
      return planned.equals(config);
    }
    var before = new ArrayList<Value>();
    before.add(Value.ofNull());
    if (!set.prior().isNull()) {
      before.addAll(set.prior().elements());
    }
    return before.stream()
        .anyMatch(prior -> broken(shape, new Place(config, prior, planned, set.path())).isEmpty());
  }

  private boolean isCounted(Place place) {
    int configured = place.config().elements().size();
    int planned = place.planned().elements().size();
    require(
        configured == planned,
        place,
        "P5",
        "%d elements are configured, %d planned".formatted(configured, planned));
    return configured == planned;
  }

  private void require(boolean holds, Place place, String rule, String reason) {
    if (!holds) {
      found.add(new Violation(place.path(), rule, reason));
    }
  }
}
