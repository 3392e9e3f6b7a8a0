package dev.slipway.provider.test;

import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.schema.Timeouts;
import dev.slipway.provider.value.Value;
import java.time.Duration;

/**
 * Makes configurations; meant for static import.
 *
 * <pre>{@code
 * with(TITLE, "Buy milk").with(TAGS, Set.of("home")).with(REMINDER, with(EVERY, ofHours(24)))
 * }</pre>
 *
 * <p>Nested objects are what users write too, so what they leave out has its default. The last
 * value for an attribute counts.
 */
public final class Configurations {

  private Configurations() {}

  /** An empty block. */
  public static Configuration nothing() {
    return Configuration.NOTHING;
  }

  public static <T> Configuration with(Attribute<T> attribute, T value) {
    return nothing().with(attribute, value);
  }

  /** With a nested object, or with a list or set of these. */
  public static Configuration with(
      Attribute<?> attribute, Configuration first, Configuration... more) {
    return nothing().with(attribute, first, more);
  }

  /** With one nested object in a map of them. */
  public static Configuration withEntry(Attribute<?> attribute, String key, Configuration object) {
    return nothing().withEntry(attribute, key, object);
  }

  /** With a value that only the apply will tell. */
  public static Configuration withUnknown(Attribute<?> attribute) {
    return nothing().withUnknown(attribute);
  }

  /** With a value as the user spells it, for what Terraform holds as text: {@code 60s}. */
  public static Configuration withText(Attribute<?> attribute, String text) {
    return nothing().withText(attribute, text);
  }

  /** With a value as Terraform holds it. */
  public static Configuration withRaw(Attribute<?> attribute, Value value) {
    return nothing().withRaw(attribute, value);
  }

  /** With a limit in {@code timeouts}. */
  public static Configuration withTimeout(Timeouts.Operation operation, Duration limit) {
    return nothing().withTimeout(operation, limit);
  }

  /** All that is not null in an object as Terraform holds it. */
  public static Configuration allOf(Value.ObjectOf object) {
    return Configuration.of(object);
  }
}
