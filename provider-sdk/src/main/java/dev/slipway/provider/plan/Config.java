package dev.slipway.provider.plan;

import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.schema.Fields;
import dev.slipway.provider.schema.Nested;
import dev.slipway.provider.value.Path;
import dev.slipway.provider.value.Value;

/**
 * What the user wrote, write-only values included. While validating and planning, values may be
 * unknown; a data source is read only once all are known.
 */
public final class Config implements Fields {

  private final Nested fields;

  public Config(Nested fields) {
    this.fields = fields;
  }

  /** What a data source starts from: everything the user wrote, the rest null. */
  public State toState() {
    return State.of(fields);
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
    return "Config" + fields;
  }
}
