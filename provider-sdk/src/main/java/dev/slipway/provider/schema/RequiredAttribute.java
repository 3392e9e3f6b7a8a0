package dev.slipway.provider.schema;

/** Users have to set it. */
public final class RequiredAttribute<T> extends Configurable<T, RequiredAttribute<T>> {

  RequiredAttribute(String name, Kind<T> kind, Traits<T> traits) {
    super(name, kind, traits);
  }

  @Override
  RequiredAttribute<T> copy(Traits<T> traits) {
    return new RequiredAttribute<>(name(), kind(), traits);
  }

  /**
   * Never stored: the value stands in the configuration only, and a plan or state is read as if it
   * held it, where the configuration is at hand. Needs Terraform 1.11.
   */
  public RequiredAttribute<T> writeOnly() {
    return changed(traits -> traits.writeOnly = true);
  }
}
