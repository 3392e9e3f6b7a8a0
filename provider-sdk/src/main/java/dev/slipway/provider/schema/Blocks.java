package dev.slipway.provider.schema;

import java.util.List;
import java.util.Set;

/**
 * Makes nested blocks; meant for static import.
 *
 * <pre>{@code
 * static final Attribute<Nested> NETWORK = block("network", ADDRESS, MASK).required();
 * static final Attribute<List<Port>> PORTS = blockList("port", Port.SHAPE).atMost(8);
 * }</pre>
 *
 * <p>Users write them as {@code network { … }} and {@code port { … }}, and may generate repeated
 * ones by {@code dynamic} blocks.
 */
public final class Blocks {

  private Blocks() {}

  /** At most one block; null where it is left out. */
  public static <T> SingleBlock<T> block(String name, Shape<T> content) {
    return new SingleBlock<>(name, content, Block.optional());
  }

  /** As above, read and written through its handles. */
  public static SingleBlock<Nested> block(String name, Attribute<?>... content) {
    return block(name, Shape.of(content));
  }

  /** At most one block, whose object is there even where it is left out. */
  public static <T> GroupBlock<T> blockGroup(String name, Shape<T> content) {
    return new GroupBlock<>(name, content, Block.optional());
  }

  /** As above, read and written through its handles. */
  public static GroupBlock<Nested> blockGroup(String name, Attribute<?>... content) {
    return blockGroup(name, Shape.of(content));
  }

  /** Any number of blocks, whose order counts. */
  public static <E> RepeatedBlock<List<E>> blockList(String name, Shape<E> content) {
    return RepeatedBlock.list(name, content);
  }

  /** As above, read and written through their handles. */
  public static RepeatedBlock<List<Nested>> blockList(String name, Attribute<?>... content) {
    return blockList(name, Shape.of(content));
  }

  /** Any number of blocks, whose order means nothing. */
  public static <E> RepeatedBlock<Set<E>> blockSet(String name, Shape<E> content) {
    return RepeatedBlock.set(name, content);
  }

  /** As above, read and written through their handles. */
  public static RepeatedBlock<Set<Nested>> blockSet(String name, Attribute<?>... content) {
    return blockSet(name, Shape.of(content));
  }

  /** Any number of blocks with a label each: {@code port "http" { … }}. */
  public static <E> MapBlock<E> blockMap(String name, Shape<E> content) {
    return new MapBlock<>(name, content, Block.optional());
  }

  /** As above, read and written through their handles. */
  public static MapBlock<Nested> blockMap(String name, Attribute<?>... content) {
    return blockMap(name, Shape.of(content));
  }
}
