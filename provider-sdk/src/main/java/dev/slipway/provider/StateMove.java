package dev.slipway.provider;

import dev.slipway.provider.StateUpgrade.Step;
import dev.slipway.provider.schema.Fields;
import dev.slipway.provider.schema.Shape;
import dev.slipway.provider.value.Value;

/**
 * Makes state of a resource from state of another type, of this provider or of any other, when a
 * user writes a {@code moved} block.
 *
 * <pre>{@code
 * StateMove.from("hashicorp/null", "null_resource", Shape.of(ID), (old, blank) ->
 *     blank.with(ID, old.get(ID)))
 * }</pre>
 */
public sealed interface StateMove {

  /** {@code NAMESPACE/NAME}, or with a host name before it; without one any host will do. */
  String provider();

  String typeName();

  /**
   * Reads the old state through handles.
   *
   * @param shape the attributes of the old schema that matter; others are ignored
   */
  static StateMove from(String provider, String typeName, Shape<?> shape, Step<Fields> step) {
    return new Typed(provider, typeName, shape, step);
  }

  /** Reads the old state as stored; see {@link StateUpgrade#fromRaw}. */
  static StateMove fromRaw(String provider, String typeName, Step<Value> step) {
    return new Raw(provider, typeName, step);
  }

  /** Whether it is from this type; Terraform names providers with their host. */
  default boolean isFrom(String providerAddress, String type) {
    return typeName().equals(type)
        && (providerAddress.equals(provider()) || providerAddress.endsWith("/" + provider()));
  }

  /** Through handles; see {@link #from}. */
  record Typed(String provider, String typeName, Shape<?> shape, Step<Fields> step)
      implements StateMove {}

  /** As stored; see {@link #fromRaw}. */
  record Raw(String provider, String typeName, Step<Value> step) implements StateMove {}
}
