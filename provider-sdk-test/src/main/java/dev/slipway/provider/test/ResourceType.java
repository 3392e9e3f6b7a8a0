package dev.slipway.provider.test;

import dev.slipway.provider.schema.Nested;
import dev.slipway.provider.schema.Shape;
import dev.slipway.provider.test.internal.protocol6.ResourceCalls.Held;
import dev.slipway.provider.value.Path;
import java.util.Optional;

/** What there is to know about the type of a managed object. */
record ResourceType(String name, Shape<?> shape, Shape<Nested> identity) {

  Optional<Nested> identityOf(Held held) {
    return held.identity().isNull()
        ? Optional.empty()
        : Optional.of(identity.view(held.identity(), Path.ROOT));
  }
}
