package dev.slipway.provider.schema;

import java.util.function.Consumer;

/**
 * What may be said of every attribute.
 *
 * @param <S> the kind of handle that comes back
 */
public abstract sealed class Described<T, S extends Attribute<T>> extends Attribute<T>
    permits ComputedAttribute, Configurable, Block {

  Described(String name, Kind<T> kind, Traits<T> traits) {
    super(name, kind, traits);
  }

  abstract S copy(Traits<T> traits);

  final S changed(Consumer<Traits<T>> change) {
    return copy(traits.changed(change));
  }

  /** What it is for, in Markdown. */
  public final S doc(String markdown) {
    return changed(traits -> traits.doc = markdown);
  }

  /** Still works, with a warning that says what to use instead. */
  public final S deprecated(String instead) {
    return changed(traits -> traits.deprecation = instead);
  }
}
