package dev.slipway.provider.test.zerodiff;

import dev.slipway.provider.test.Configurations;
import dev.slipway.provider.test.Instance;
import dev.slipway.provider.test.TestedResource;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A way to import an object that exists.
 *
 * @param name for messages: {@code by id}
 */
record Import(String name, UnaryOperator<Instance> again) {

  static Import byId(TestedResource resource, Function<Instance, String> id) {
    return new Import("by id", object -> resource.importId(id.apply(object)));
  }

  static Import byIdentity(TestedResource resource) {
    return new Import(
        "by identity",
        object -> {
          var identity =
              object
                  .identity()
                  .orElseThrow(() ->
                      new AssertionError(
                          "%s has no identity after it was created"
                              .formatted(resource.typeName())));
          return resource.importIdentity(Configurations.allOf(identity.object()));
        });
  }
}
