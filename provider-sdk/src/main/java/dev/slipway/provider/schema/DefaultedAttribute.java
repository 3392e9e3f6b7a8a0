package dev.slipway.provider.schema;

/** Users may set it; else it has its default. */
public final class DefaultedAttribute<T> extends Configurable<T, DefaultedAttribute<T>> {

  DefaultedAttribute(String name, Kind<T> kind, Traits<T> traits) {
    super(name, kind, traits);
  }

  @Override
  DefaultedAttribute<T> copy(Traits<T> traits) {
    return new DefaultedAttribute<>(name(), kind(), traits);
  }
}
