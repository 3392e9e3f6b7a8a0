package dev.slipway.provider.internal.protocol6;

import dev.slipway.proto.tfplugin6.RequestChunkMeta;
import dev.slipway.proto.tfplugin6.WriteStateBytes;
import dev.slipway.provider.diag.Failure;
import org.jspecify.annotations.Nullable;

/**
 * A state as its chunks arrive. It has to come whole and in order; how it is cut does not matter.
 * After a mistake the rest is let pass, since Terraform looks for an answer only when all is sent.
 */
final class StateAssembly {

  private static final byte[] NOTHING = {};

  private @Nullable RequestChunkMeta meta;
  private byte[] state = NOTHING;
  private int arrived;
  private @Nullable Failure mistake;

  /** Never throws: a mistake is told in the end. */
  void add(WriteStateBytes.RequestChunk chunk) {
    if (mistake != null) {
      return;
    }
    try {
      take(chunk);
    } catch (Failure failure) {
      mistake = failure;
      state = NOTHING;
    }
  }

  private void take(WriteStateBytes.RequestChunk chunk) {
    if (meta == null) {
      begin(chunk);
    } else if (chunk.hasMeta()) {
      throw incomplete("After %d bytes another state began.".formatted(arrived));
    }
    if (chunk.getTotalLength() != state.length) {
      throw incomplete(
          "After %d bytes its length was said to be %d instead of %d."
              .formatted(arrived, chunk.getTotalLength(), state.length));
    }
    var range = chunk.getRange();
    long end = arrived + chunk.getBytes().size() - 1L;
    if (range.getStart() != arrived || range.getEnd() != end) {
      throw incomplete(
          "%d bytes came as bytes %d to %d where bytes %d to %d were next."
              .formatted(chunk.getBytes().size(), range.getStart(), range.getEnd(), arrived, end));
    }
    if (end >= state.length) {
      throw incomplete("%d bytes came, more than its %d.".formatted(end + 1, state.length));
    }
    chunk.getBytes().copyTo(state, arrived);
    arrived = (int) end + 1;
  }

  private void begin(WriteStateBytes.RequestChunk first) {
    if (!first.hasMeta()) {
      throw nameless();
    }
    meta = first.getMeta();
    long length = first.getTotalLength();
    if (length <= 0) {
      throw incomplete("Its length was said to be %d bytes.".formatted(length));
    }
    StateChunks.requireFits(length);
    try {
      state = new byte[(int) length];
    } catch (OutOfMemoryError e) {
      throw new Failure(
              "No memory for the state",
              "It has %d bytes, and the provider's JVM has no room for them. Allow it more, with -Xmx."
                  .formatted(length))
          .causedBy(e);
    }
  }

  /**
   * Of which store the state is, and its id.
   *
   * @throws Failure it came without
   */
  RequestChunkMeta meta() {
    if (meta == null) {
      throw nameless();
    }
    return meta;
  }

  /**
   * The whole state, when nothing more is to come.
   *
   * @throws Failure it did not arrive whole
   */
  byte[] state() {
    if (mistake != null) {
      throw mistake;
    }
    if (arrived < state.length || state.length == 0) {
      throw incomplete("It ended after %d of %d bytes.".formatted(arrived, state.length));
    }
    return state;
  }

  private static Failure nameless() {
    return incomplete("Its first part did not say which state it is.");
  }

  /** A mistake of the sender, of which users can only tell. */
  private static Failure incomplete(String what) {
    return new Failure(
        "The state did not arrive whole",
        what
            + " Nothing was written; the state before is still there. Run Terraform again; if this happens again, report it to Terraform's developers.");
  }
}
