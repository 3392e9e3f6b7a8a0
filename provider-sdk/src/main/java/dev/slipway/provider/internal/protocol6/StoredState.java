package dev.slipway.provider.internal.protocol6;

import dev.slipway.proto.tfplugin6.MoveResourceState;
import dev.slipway.proto.tfplugin6.RawState;
import dev.slipway.provider.StateMove;
import dev.slipway.provider.StateUpgrade;
import dev.slipway.provider.diag.Failure;
import dev.slipway.provider.internal.codec.Json;
import dev.slipway.provider.internal.engine.StoredObject;
import dev.slipway.provider.internal.protocol6.Offer.OfferedResource;
import dev.slipway.provider.plan.PrivateData;
import dev.slipway.provider.plan.State;
import dev.slipway.provider.schema.Nested;
import dev.slipway.provider.schema.Shape;
import dev.slipway.provider.value.Path;
import dev.slipway.provider.value.Value;
import java.util.List;

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
    var schema = offered.schema();
    return upgraded(
        "State",
        offered,
        new Versioned(schema.version(), schema.shape(), offered.upgrades()),
        version,
        stored.getJson().toByteArray());
  }

  /** The stored identity under the current one. */
  static Value upgradedIdentity(OfferedResource<?> offered, long version, RawState stored)
      throws Exception {
    var identity = offered.identity();
    if (identity.isNone()) {
      throw new Failure(
          "%s has no identity".formatted(offered.typeName()),
          "The state was written by another version of the provider, which gave it one. Use that version, or a newer one.");
    }
    return upgraded(
        "The identity",
        offered,
        new Versioned(identity.version(), identity.shape(), identity.upgrades()),
        version,
        stored.getJson().toByteArray());
  }

  /** State of another type as state of this one. */
  static State moved(OfferedResource<?> offered, MoveResourceState.Request request)
      throws Exception {
    var from = request.getSourceProviderAddress();
    var move =
        offered.moves().stream()
            .filter(each -> each.isFrom(from, request.getSourceTypeName()))
            .findFirst()
            .orElseThrow(() ->
                new Failure(
                    "Nothing moves to %s from there".formatted(offered.typeName()),
                    "The object is a %s of %s, which %s cannot take over. Remove the moved block; import the object instead."
                        .formatted(request.getSourceTypeName(), from, offered.typeName())));
    byte[] json = request.getSourceState().getJson().toByteArray();
    var blank = new State(offered.schema().shape().blank(), PrivateData.NONE);
    return switch (move) {
      case StateMove.Typed(_, _, var old, var step) -> step.upgrade(read(old, json), blank);
      case StateMove.Raw(_, _, var step) -> step.upgrade(Json.decodeUntyped(json), blank);
    };
  }

  private static Nested read(Shape<?> shape, byte[] json) {
    return shape.view(object(shape, json), Path.ROOT);
  }

  private static Value object(Shape<?> shape, byte[] json) {
    return StoredObject.fitted(shape, Json.decodeState(json, shape.type()));
  }

  /** A form that was stored, as it is now, and the ways to it from earlier ones. */
  private record Versioned(long version, Shape<?> shape, List<StateUpgrade> upgrades) {}

  private static Value upgraded(
      String what, OfferedResource<?> offered, Versioned current, long version, byte[] json)
      throws Exception {
    var shape = current.shape();
    if (version == current.version()) {
      return object(shape, json);
    }
    var upgrade =
        current.upgrades().stream()
            .filter(each -> each.version() == version)
            .findFirst()
            .orElseThrow(() ->
                new Failure(
                    "%s of %s cannot be upgraded".formatted(what, offered.typeName()),
                    "It is of schema version %d, the provider's is %d, and the provider has no upgrade between them. Use a version of the provider that has, or remove it from the state and import the object."
                        .formatted(version, current.version())));
    var blank = new State(shape.blank(), PrivateData.NONE);
    var state =
        switch (upgrade) {
          case StateUpgrade.Typed(_, var old, var step) -> step.upgrade(read(old, json), blank);
          case StateUpgrade.Raw(_, var step) -> step.upgrade(Json.decodeUntyped(json), blank);
        };
    return Answers.object(state, shape);
  }
}
