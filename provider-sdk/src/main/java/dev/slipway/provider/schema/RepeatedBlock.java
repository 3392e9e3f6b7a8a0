package dev.slipway.provider.schema;

import java.util.List;
import java.util.Set;

/** Blocks that stand any number of times, read as a list or a set. */
public final class RepeatedBlock<T> extends Block<T, RepeatedBlock<T>> {

  private final Shape<?> content;

  private RepeatedBlock(
      String name, Kind<T> kind, Shape<?> content, Traits<T> traits, Nesting nesting) {
    super(name, kind, traits, nesting);
    this.content = content;
  }

  static <E> RepeatedBlock<List<E>> list(String name, Shape<E> content) {
    return new RepeatedBlock<>(name, Kind.list(content), content, Block.optional(), Nesting.LIST);
  }

  static <E> RepeatedBlock<Set<E>> set(String name, Shape<E> content) {
    return new RepeatedBlock<>(name, Kind.set(content), content, Block.optional(), Nesting.SET);
  }

  @Override
  public Shape<?> content() {
    return content;
  }

  @Override
  RepeatedBlock<T> copy(Traits<T> traits) {
    return new RepeatedBlock<>(name(), kind(), content, traits, nesting());
  }

  /**
   * Users have to write this many.
   *
   * @throws IllegalArgumentException less than one, or more than there may be
   */
  public RepeatedBlock<T> atLeast(long count) {
    requireRange(count, max() == 0 ? count : max());
    return changed(traits -> {
      traits.required = true;
      traits.optional = false;
      traits.min = count;
    });
  }

  /**
   * Users may not write more.
   *
   * @throws IllegalArgumentException less than one, or less than there have to be
   */
  public RepeatedBlock<T> atMost(long count) {
    requireRange(Math.max(min(), 1), count);
    return changed(traits -> traits.max = count);
  }

  private void requireRange(long min, long max) {
    if (min < 1 || max < min) {
      throw new IllegalArgumentException(
          "block %s: at least %d and at most %d cannot be".formatted(name(), min, max));
    }
  }
}
