package dev.slipway.provider.schema;

/** Users may set it; else it is null. */
public final class OptionalAttribute<T> extends Configurable<T, OptionalAttribute<T>> {

  OptionalAttribute(String name, Kind<T> kind, Traits<T> traits) {
    super(name, kind, traits);
  }

  @Override
  OptionalAttribute<T> copy(Traits<T> traits) {
    return new OptionalAttribute<>(name(), kind(), traits);
  }

  /**
   * Never stored: the value stands in the configuration only; a {@code Plan} reads it from there.
   * Needs Terraform 1.11.
   */
  public OptionalAttribute<T> writeOnly() {
    return changed(traits -> traits.writeOnly = true);
  }

  /** Where users leave it out, it has this value, shown in the plan. */
  public DefaultedAttribute<T> defaultsTo(T value) {
    refuseWriteOnly("have a default");
    return new DefaultedAttribute<>(
        name(),
        kind(),
        traits.changed(traits -> {
          traits.computed = true;
          traits.fallback = value;
        }));
  }

  /** Where users leave it out, the provider sets it. */
  public OptionalComputedAttribute<T> computed() {
    refuseWriteOnly("be computed");
    return new OptionalComputedAttribute<>(
        name(), kind(), traits.changed(traits -> traits.computed = true));
  }

  private void refuseWriteOnly(String what) {
    if (isWriteOnly()) {
      throw new IllegalStateException(
          "attribute \"%s\" is write-only, so it cannot %s".formatted(name(), what));
    }
  }
}
