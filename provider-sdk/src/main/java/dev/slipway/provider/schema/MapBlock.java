package dev.slipway.provider.schema;

import java.util.Map;

/** Blocks with a label each, read as a map by label. */
public final class MapBlock<E> extends Block<Map<String, E>, MapBlock<E>> {

  private final Shape<E> content;

  MapBlock(String name, Shape<E> content, Traits<Map<String, E>> traits) {
    super(name, Kind.map(content), traits, Nesting.MAP);
    this.content = content;
  }

  @Override
  public Shape<E> content() {
    return content;
  }

  @Override
  MapBlock<E> copy(Traits<Map<String, E>> traits) {
    return new MapBlock<>(name(), content, traits);
  }
}
