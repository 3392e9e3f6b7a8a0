package dev.slipway.provider.internal.protocol6;

import com.google.protobuf.ByteString;
import dev.slipway.proto.tfplugin6.ReadStateBytes;
import dev.slipway.proto.tfplugin6.StateRange;
import dev.slipway.provider.diag.Failure;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The pieces in which a state travels: all but the last have the size that was settled on. */
final class StateChunks {

  /** Bytes of the largest state: it is held in memory as a whole. */
  static final int LARGEST_STATE = 256 << 20;

  /** Bytes of the largest chunk that Terraform agrees to, and of the one it offers. */
  private static final int LARGEST = 128 << 20;

  private static final int USUAL = 8 << 20;

  private StateChunks() {}

  /**
   * The size to settle on, in bytes.
   *
   * @param offered by Terraform; zero if it did not say
   */
  static int size(long offered) {
    return offered <= 0 ? USUAL : (int) Math.min(offered, LARGEST);
  }

  /** A state in chunks, each made when it is taken; none for a state without bytes. */
  static Stream<ReadStateBytes.Response> of(byte[] state, int size) {
    return IntStream.iterate(0, start -> start < state.length, start -> start + size)
        .mapToObj(start -> chunk(state, start, Math.min(size, state.length - start)));
  }

  private static ReadStateBytes.Response chunk(byte[] state, int start, int length) {
    return ReadStateBytes.Response.newBuilder()
        .setBytes(ByteString.copyFrom(state, start, length))
        .setTotalLength(state.length)
        .setRange(StateRange.newBuilder().setStart(start).setEnd(start + length - 1L))
        .build();
  }

  /**
   * Refuses what is too large to be held.
   *
   * @param length in bytes
   */
  static void requireFits(long length) {
    if (length > LARGEST_STATE) {
      throw new Failure(
          "The state is too large",
          "It has %d bytes, and %d (256 MiB) is the most that fits. Move some of its resources to a configuration of their own."
              .formatted(length, LARGEST_STATE));
    }
  }
}
