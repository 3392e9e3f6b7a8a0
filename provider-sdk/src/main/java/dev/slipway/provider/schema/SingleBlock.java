package dev.slipway.provider.schema;

/** A block that stands at most once; null where users leave it out. */
public final class SingleBlock<T> extends Block<T, SingleBlock<T>> {

  private final Shape<T> content;

  SingleBlock(String name, Shape<T> content, Traits<T> traits) {
    super(name, content, traits, Nesting.SINGLE);
    this.content = content;
  }

  @Override
  public Shape<T> content() {
    return content;
  }

  @Override
  SingleBlock<T> copy(Traits<T> traits) {
    return new SingleBlock<>(name(), content, traits);
  }

  /** Users have to write it. */
  public SingleBlock<T> required() {
    return changed(traits -> {
      traits.required = true;
      traits.optional = false;
      traits.min = 1;
    });
  }
}
