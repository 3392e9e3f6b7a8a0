package dev.slipway.provider.test.zerodiff;

import dev.slipway.provider.internal.engine.ConfigChecks;
import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.value.Path;
import dev.slipway.provider.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;

/** Values for attributes: those that were given, else those that pass the attributes' checks. */
final class Samples {

  static final Samples NONE = new Samples(Map.of(), Map.of());

  /** By the handle itself: two attributes of one name are two. */
  private final Map<Attribute<?>, List<Value>> given;

  private final Map<Attribute<?>, Value> spellings;

  private Samples(Map<Attribute<?>, List<Value>> given, Map<Attribute<?>, Value> spellings) {
    this.given = given;
    this.spellings = spellings;
  }

  Samples and(Attribute<?> attribute, List<Value> values) {
    var more = new HashMap<>(given);
    more.put(attribute, List.copyOf(values));
    return new Samples(more, spellings);
  }

  Samples andSpelling(Attribute<?> attribute, Value other) {
    var more = new HashMap<>(spellings);
    more.put(attribute, other);
    return new Samples(given, more);
  }

  /** How the first sample of an attribute may be spelled otherwise. */
  Optional<Value> spelling(Attribute<?> attribute) {
    return Optional.ofNullable(spellings.get(attribute));
  }

  boolean has(Attribute<?> attribute) {
    return given.containsKey(attribute);
  }

  /** What was given. */
  List<Value> of(Attribute<?> attribute) {
    return given.getOrDefault(attribute, List.of());
  }

  /**
   * Up to two values that mean different things.
   *
   * @param path where the attribute stands, for messages
   * @throws Missing nothing was given and nothing fits
   */
  List<Value> of(Attribute<?> attribute, Path path) throws Missing {
    if (has(attribute)) {
      return of(attribute);
    }
    var wishes = new LinkedHashSet<String>();
    var fitting = new ArrayList<Value>();
    keep(attribute, Candidates.of(attribute.kind(), attribute.name()), fitting, wishes);
    if (fitting.size() < 2) {
      // What a check asks for is mostly in its own words.
      var hints = new Hints(wishes);
      keep(attribute, Candidates.of(attribute.kind(), hints), fitting, wishes);
    }
    if (fitting.isEmpty()) {
      throw new Missing(path, wishes);
    }
    return fitting;
  }

  private static void keep(
      Attribute<?> attribute,
      List<Value> candidates,
      List<Value> fitting,
      SequencedSet<String> wishes) {
    for (var candidate : candidates) {
      if (fitting.size() == 2) {
        return;
      }
      var wrong = ConfigChecks.run(attribute, candidate, attribute.path());
      wrong.forEach(each -> wishes.add(each.detail()));
      boolean isNew = fitting.stream().noneMatch(each -> attribute.meansTheSame(each, candidate));
      if (wrong.isEmpty() && isNew) {
        fitting.add(candidate);
      }
    }
  }

  /** There is no value for an attribute. */
  static final class Missing extends Exception {

    private static final long serialVersionUID = 1;

    Missing(Path path) {
      super("%s needs a sample".formatted(path));
    }

    Missing(Path path, SequencedSet<String> wishes) {
      super(
          "%s needs a sample%s"
              .formatted(
                  path,
                  wishes.isEmpty() ? "" : "; " + String.join(" ", wishes.reversed()).strip()));
    }
  }
}
