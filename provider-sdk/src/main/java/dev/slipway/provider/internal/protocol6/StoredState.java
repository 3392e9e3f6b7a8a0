package dev.slipway.provider.internal.protocol6;

import dev.slipway.proto.tfplugin6.RawState;
import dev.slipway.provider.StateUpgrade;
import dev.slipway.provider.diag.Failure;
import dev.slipway.provider.internal.codec.Json;
import dev.slipway.provider.internal.engine.WriteOnlyParts;
import dev.slipway.provider.internal.protocol6.Offer.OfferedResource;
import dev.slipway.provider.plan.PrivateData;
import dev.slipway.provider.plan.State;
import dev.slipway.provider.value.Path;
import dev.slipway.provider.value.Value;

/** State as it was stored, under whichever version of the schema. */
final class StoredState {

  private StoredState() {}

  /** The stored object under the current schema. */
  static Value upgraded(OfferedResource<?> offered, long version, RawState stored)
      throws Exception {
    if (stored.getJson().isEmpty()) {
      throw new Failure(
          "State of %s is too old".formatted(offered.typeName()),
          "It was written by Terraform 0.11 or older. Upgrade through Terraform 0.12 first, or remove it from the state and import the object.");
    }
    byte[] json = stored.getJson().toByteArray();
    var schema = offered.schema();
    var shape = schema.shape();
    if (version == schema.version()) {
      return WriteOnlyParts.removed(shape, Json.decodeState(json, shape.type()));
    }
    var upgrade =
        offered
            .upgradeFrom(version)
            .orElseThrow(() ->
                new Failure(
                    "State of %s cannot be upgraded".formatted(offered.typeName()),
                    "It is of schema version %d, the provider's is %d, and the provider has no upgrade between them. Use a version of the provider that has, or remove it from the state and import the object."
                        .formatted(version, schema.version())));
    var blank = new State(shape.blank(), PrivateData.NONE);
    var state =
        switch (upgrade) {
          case StateUpgrade.Typed(_, var old, var step) ->
              step.upgrade(old.view(Json.decodeState(json, old.type()), Path.ROOT), blank);
          case StateUpgrade.Raw(_, var step) -> step.upgrade(Json.decodeUntyped(json), blank);
        };
    return Answers.object(state, shape);
  }
}
