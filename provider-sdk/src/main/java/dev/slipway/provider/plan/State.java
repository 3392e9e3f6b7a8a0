package dev.slipway.provider.plan;

import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.schema.Fields;
import dev.slipway.provider.schema.Nested;
import dev.slipway.provider.value.Path;
import dev.slipway.provider.value.Value;
import java.util.Optional;

/**
 * What Terraform remembers of one object. Immutable: every {@code with} gives another state.
 * Besides its attributes it carries {@link PrivateData}, which users never see.
 */
public final class State implements Fields {

  private final Nested fields;
  private final PrivateData privateData;

  public State(Nested fields, PrivateData privateData) {
    this.fields = fields;
    this.privateData = privateData;
  }

  static State of(Nested fields) {
    return new State(fields, PrivateData.NONE);
  }

  /** The same state with this value. */
  public <T> State with(Attribute<T> attribute, T value) {
    return new State(fields.with(attribute, value), privateData);
  }

  /** The same state with this value, or null where it is empty. */
  public <T> State with(Attribute<T> attribute, Optional<? extends T> value) {
    return new State(fields.with(attribute, value), privateData);
  }

  public State withNull(Attribute<?> attribute) {
    return new State(fields.withNull(attribute), privateData);
  }

  /** The same state with this private entry, added or replaced. */
  public State withPrivate(String key, String text) {
    return new State(fields, privateData.with(key, text));
  }

  /** The same state without this private entry. */
  public State withoutPrivate(String key) {
    return new State(fields, privateData.without(key));
  }

  public PrivateData privateData() {
    return privateData;
  }

  /** The object behind it. */
  public Nested fields() {
    return fields;
  }

  @Override
  public Value raw(Attribute<?> attribute) {
    return fields.raw(attribute);
  }

  @Override
  public Path pathOf(Attribute<?> attribute) {
    return fields.pathOf(attribute);
  }

  @Override
  public String toString() {
    return "State" + fields;
  }
}
