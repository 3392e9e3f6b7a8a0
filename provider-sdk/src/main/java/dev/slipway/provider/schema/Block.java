package dev.slipway.provider.schema;

import dev.slipway.provider.value.Value;
import java.util.List;
import java.util.Map;

/**
 * A handle on nested blocks: what users write as {@code name { … }} rather than {@code name = …}.
 * {@link Blocks} makes them; they stand in a schema and are read and written as attributes are.
 *
 * <p>Nested attributes do the same and more, so new schemas rarely need blocks. Unlike those, a
 * block without anything in it is empty rather than null, but for a single one.
 *
 * @param <T> its values in Java
 * @param <S> the kind of handle that comes back
 */
public abstract sealed class Block<T, S extends Attribute<T>> extends Described<T, S>
    permits SingleBlock, GroupBlock, RepeatedBlock, MapBlock {

  /** How often blocks of one name may stand in the object, and what they are then. */
  public enum Nesting {
    /** At most once: an object, or null. */
    SINGLE,
    /** At most once: an object in any case, whose attributes are null where it is left out. */
    GROUP,
    /** Any number of times: a list in their order. */
    LIST,
    /** Any number of times: a set. */
    SET,
    /** Any number of times, each with a label of its own: a map by label. */
    MAP
  }

  private final Nesting nesting;

  Block(String name, Kind<T> kind, Traits<T> traits, Nesting nesting) {
    super(name, kind, traits);
    this.nesting = nesting;
  }

  /** A block that users may leave out. */
  static <T> Traits<T> optional() {
    var traits = new Traits<T>();
    traits.optional = true;
    return traits;
  }

  /** What stands in each of them. */
  public abstract Shape<?> content();

  public final Nesting nesting() {
    return nesting;
  }

  /** How many there have to be. */
  public final long min() {
    return traits.min;
  }

  /** How many there may be; 0 is for any number. */
  public final long max() {
    return traits.max;
  }

  @Override
  public final Value absent() {
    return switch (nesting) {
      case SINGLE -> Value.ofNull();
      case GROUP -> content().blank().object();
      case LIST -> Value.list(List.of());
      case SET -> Value.set(List.of());
      case MAP -> Value.map(Map.of());
    };
  }
}
