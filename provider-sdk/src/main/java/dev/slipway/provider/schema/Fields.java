package dev.slipway.provider.schema;

import dev.slipway.provider.value.Path;
import dev.slipway.provider.value.Value;
import java.util.Optional;

/**
 * An object read through handles. All methods throw {@link IllegalArgumentException} for a handle
 * that the object's schema does not have.
 */
public interface Fields {

  /** The value as Terraform sent it. */
  Value raw(Attribute<?> attribute);

  /** Where the attribute stands, seen from the root of the configuration. */
  Path pathOf(Attribute<?> attribute);

  /**
   * The value, which has to be there: right for required and defaulted attributes.
   *
   * @throws UnknownValueException not known yet, in whole or in part
   * @throws NullValueException null; read with {@link #find}
   */
  default <T> T get(Attribute<T> attribute) {
    return attribute.kind().decode(raw(attribute), pathOf(attribute));
  }

  /**
   * The value, or empty where it is null.
   *
   * @throws UnknownValueException not known yet, in whole or in part
   */
  default <T> Optional<T> find(Attribute<T> attribute) {
    return isNull(attribute) ? Optional.empty() : Optional.of(get(attribute));
  }

  /** The value, or the fallback where it is null. */
  default <T> T get(Attribute<T> attribute, T fallback) {
    return find(attribute).orElse(fallback);
  }

  /** All that is known of the attribute; for values that may be unknown. */
  default <T> Reading<T> value(Attribute<T> attribute) {
    if (isNull(attribute)) {
      return new Reading.Null<>();
    }
    try {
      return new Reading.Known<>(get(attribute));
    } catch (UnknownValueException _) {
      return new Reading.Unknown<>();
    }
  }

  default boolean isNull(Attribute<?> attribute) {
    return raw(attribute).isNull();
  }

  /** Whether the value and all its parts are known; null is known. */
  default boolean isKnown(Attribute<?> attribute) {
    return raw(attribute).isWhollyKnown();
  }
}
