package dev.slipway.provider.schema;

/** Only the provider sets it. */
public final class ComputedAttribute<T> extends Described<T, ComputedAttribute<T>> {

  ComputedAttribute(String name, Kind<T> kind, Traits<T> traits) {
    super(name, kind, traits);
  }

  @Override
  ComputedAttribute<T> copy(Traits<T> traits) {
    return new ComputedAttribute<>(name(), kind(), traits);
  }

  /** Terraform and this SDK's messages never show its value. */
  public ComputedAttribute<T> sensitive() {
    return changed(traits -> traits.sensitive = true);
  }

  /** Once set it outlives updates, so plans keep showing it: ids, creation times. */
  public ComputedAttribute<T> stable() {
    return changed(traits -> traits.stable = true);
  }
}
