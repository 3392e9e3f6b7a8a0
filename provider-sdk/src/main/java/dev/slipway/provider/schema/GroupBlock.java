package dev.slipway.provider.schema;

/** A block that stands at most once and is read as an object even where users leave it out. */
public final class GroupBlock<T> extends Block<T, GroupBlock<T>> {

  private final Shape<T> content;

  GroupBlock(String name, Shape<T> content, Traits<T> traits) {
    super(name, content, traits, Nesting.GROUP);
    this.content = content;
  }

  @Override
  public Shape<T> content() {
    return content;
  }

  @Override
  GroupBlock<T> copy(Traits<T> traits) {
    return new GroupBlock<>(name(), content, traits);
  }
}
