package dev.slipway.provider.schema;

/** Users may set it; else the provider does. */
public final class OptionalComputedAttribute<T>
    extends Configurable<T, OptionalComputedAttribute<T>> {

  OptionalComputedAttribute(String name, Kind<T> kind, Traits<T> traits) {
    super(name, kind, traits);
  }

  @Override
  OptionalComputedAttribute<T> copy(Traits<T> traits) {
    return new OptionalComputedAttribute<>(name(), kind(), traits);
  }

  /** A value the provider has set outlives updates, so plans keep showing it. */
  public OptionalComputedAttribute<T> stable() {
    return changed(traits -> traits.stable = true);
  }
}
