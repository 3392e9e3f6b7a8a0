package dev.slipway.provider.plan;

import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.schema.Fields;
import dev.slipway.provider.schema.Nested;
import dev.slipway.provider.value.Path;
import dev.slipway.provider.value.Refinements;
import dev.slipway.provider.value.Value;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What an object is to become: the configuration, defaults where it is silent, and unknown where
 * only the apply will tell. Immutable: every {@code with} gives another plan.
 *
 * <p>Write-only values are read from the configuration, so {@code plan.get(SECRET)} works, but they
 * are not part of the plan: {@link #toState} has null there.
 */
public final class Plan implements Fields {

  private final Nested fields;
  private final Config config;
  private final PrivateData privateData;
  private final Set<Path> replacing;

  /**
   * A plan that replaces nothing.
   *
   * @param fields what is planned, with null for write-only attributes
   */
  public Plan(Nested fields, Config config, PrivateData privateData) {
    this(fields, config, privateData, Set.of());
  }

  private Plan(Nested fields, Config config, PrivateData privateData, Set<Path> replacing) {
    this.fields = fields;
    this.config = config;
    this.privateData = privateData;
    this.replacing = replacing;
  }

  /** What the user wrote. */
  public Config config() {
    return config;
  }

  /** What an apply starts from: everything planned, still unknown where the plan is. */
  public State toState() {
    return new State(fields, privateData);
  }

  /** The same plan with this value, known before the apply. */
  public <T> Plan with(Attribute<T> attribute, T value) {
    return changed(fields.with(attribute, value));
  }

  /** The same plan with this value, or null where it is empty. */
  public <T> Plan with(Attribute<T> attribute, Optional<? extends T> value) {
    return changed(fields.with(attribute, value));
  }

  public Plan withNull(Attribute<?> attribute) {
    return changed(fields.withNull(attribute));
  }

  /** The same plan, where only the apply will tell this value. */
  public Plan withUnknown(Attribute<?> attribute) {
    return changed(fields.withRaw(attribute, Value.unknown()));
  }

  /** The same plan, where the apply will tell this value but it is sure to keep a promise. */
  public Plan withUnknown(Attribute<?> attribute, Refinements promise) {
    return changed(fields.withRaw(attribute, Value.unknown(promise)));
  }

  /** The same plan, which the object can only follow by being replaced; ignored for a create. */
  public Plan requireReplace(Attribute<?> because) {
    return requireReplace(because.path());
  }

  /** As above, for a part of an attribute. */
  public Plan requireReplace(Path because) {
    var more = new LinkedHashSet<>(replacing);
    more.add(because);
    return new Plan(fields, config, privateData, Collections.unmodifiableSet(more));
  }

  /** The same plan with this private entry, handed to the apply. */
  public Plan withPrivate(String key, String text) {
    return new Plan(fields, config, privateData.with(key, text), replacing);
  }

  public PrivateData privateData() {
    return privateData;
  }

  /** What {@link #requireReplace} named. */
  public Set<Path> replacing() {
    return replacing;
  }

  /** The object behind it, with null for write-only attributes. */
  public Nested fields() {
    return fields;
  }

  @Override
  public Value raw(Attribute<?> attribute) {
    return WriteOnly.overlaid(attribute, fields.raw(attribute), config.raw(attribute));
  }

  @Override
  public Path pathOf(Attribute<?> attribute) {
    return fields.pathOf(attribute);
  }

  @Override
  public String toString() {
    return "Plan" + fields;
  }

  private Plan changed(Nested fields) {
    return new Plan(fields, config, privateData, replacing);
  }
}
