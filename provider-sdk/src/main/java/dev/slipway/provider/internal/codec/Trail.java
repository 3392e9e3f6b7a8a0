package dev.slipway.provider.internal.codec;

import dev.slipway.provider.value.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/** Where in a value a reader stands. Ends what nests too deep for the stack. */
final class Trail {

  static final int MAX_DEPTH = 200;

  private final Deque<Path.Step> steps = new ArrayDeque<>();

  /** Reads one part of the value that the reader stands at. */
  <T> T in(Path.Step step, Supplier<T> read) {
    if (steps.size() == MAX_DEPTH) {
      throw error("nested deeper than %d levels".formatted(MAX_DEPTH));
    }
    steps.addLast(step);
    var part = read.get();
    steps.removeLast();
    return part;
  }

  /** Runs a constructor that may refuse what was read. */
  <T> T checked(Supplier<T> make) {
    try {
      return make.get();
    } catch (IllegalArgumentException e) {
      throw error(String.valueOf(e.getMessage()));
    }
  }

  CodecException error(String reason) {
    return new CodecException(new Path(List.copyOf(steps)), reason);
  }
}
