package dev.slipway.provider.schema;

import java.util.function.Consumer;

/** An attribute of which only name and kind are said; the next word says who sets it. */
public final class Draft<T> {

  private final String name;
  private final Kind<T> kind;

  Draft(String name, Kind<T> kind) {
    this.name = name;
    this.kind = kind;
  }

  /** Users have to set it. */
  public RequiredAttribute<T> required() {
    return new RequiredAttribute<>(name, kind, traits(traits -> traits.required = true));
  }

  /** Users may set it. */
  public OptionalAttribute<T> optional() {
    return new OptionalAttribute<>(name, kind, traits(traits -> traits.optional = true));
  }

  /** Only the provider sets it. */
  public ComputedAttribute<T> computed() {
    return new ComputedAttribute<>(name, kind, traits(traits -> traits.computed = true));
  }

  private Traits<T> traits(Consumer<Traits<T>> change) {
    return new Traits<T>().changed(change);
  }
}
