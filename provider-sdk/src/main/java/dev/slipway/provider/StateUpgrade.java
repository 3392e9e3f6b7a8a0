package dev.slipway.provider;

import dev.slipway.provider.plan.State;
import dev.slipway.provider.schema.Fields;
import dev.slipway.provider.schema.Shape;
import dev.slipway.provider.value.Value;

/**
 * Makes current state of state that an older version of the provider has stored.
 *
 * <pre>{@code
 * StateUpgrade.from(0, Shape.of(ID, OLD_NAME), (old, blank) ->
 *     blank.with(ID, old.get(ID)).with(TITLE, old.get(OLD_NAME)))
 * }</pre>
 */
public sealed interface StateUpgrade {

  /** The schema version it starts from. It ends at the current one, however many lie between. */
  long version();

  /**
   * Reads the old state through handles.
   *
   * @param shape the attributes of the old schema that matter; others are ignored
   */
  static StateUpgrade from(long version, Shape<?> shape, Step<Fields> step) {
    return new Typed(version, shape, step);
  }

  /**
   * Reads the old state as stored: objects and arrays of JSON are {@link Value.ObjectOf} and {@link
   * Value.TupleOf}.
   */
  static StateUpgrade fromRaw(long version, Step<Value> step) {
    return new Raw(version, step);
  }

  /** One step from an old form of state to the current one. */
  @FunctionalInterface
  interface Step<O> {
    /**
     * The current state of an old one.
     *
     * @param blank a current state in which everything is null
     */
    State upgrade(O old, State blank) throws Exception;
  }

  /** Through handles; see {@link #from(long, Shape, Step)}. */
  record Typed(long version, Shape<?> shape, Step<Fields> step) implements StateUpgrade {}

  /** As stored; see {@link #fromRaw}. */
  record Raw(long version, Step<Value> step) implements StateUpgrade {}
}
