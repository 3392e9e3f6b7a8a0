package dev.slipway.provider.test.zerodiff;

import dev.slipway.provider.test.Configuration;
import dev.slipway.provider.test.Configurations;
import dev.slipway.provider.value.Value;

/**
 * One way to configure a resource.
 *
 * @param name what is configured, as in {@code with reminder.aloud}
 */
record Variant(String name, Value.ObjectOf object) {

  Configuration configuration() {
    return Configurations.allOf(object);
  }

  boolean isLike(Variant other) {
    return object.equals(other.object);
  }
}
