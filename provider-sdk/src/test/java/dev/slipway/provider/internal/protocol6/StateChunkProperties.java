package dev.slipway.provider.internal.protocol6;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.slipway.proto.tfplugin6.ReadStateBytes;
import dev.slipway.proto.tfplugin6.RequestChunkMeta;
import dev.slipway.proto.tfplugin6.WriteStateBytes.RequestChunk;
import dev.slipway.provider.diag.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A state that is cut arrives as it was, and one whose parts were tampered with never as another.
 * The seed of a failure is in its message.
 */
class StateChunkProperties {

  private static final int ROUNDS = 20_000;

  private final long seed = Long.getLong("slipway.seed", System.nanoTime());
  private final Random random = new Random(seed);

  private byte[] state() {
    var state = new byte[random.nextInt(40)];
    random.nextBytes(state);
    return state;
  }

  private static List<RequestChunk> sent(List<ReadStateBytes.Response> chunks) {
    var sent = new ArrayList<RequestChunk>();
    for (var chunk : chunks) {
      var each =
          RequestChunk.newBuilder()
              .setBytes(chunk.getBytes())
              .setTotalLength(chunk.getTotalLength())
              .setRange(chunk.getRange());
      if (sent.isEmpty()) {
        each.setMeta(RequestChunkMeta.newBuilder().setStateId("default"));
      }
      sent.add(each.build());
    }
    return sent;
  }

  @Test
  void allButTheLastAreFullAndRangesFollowOneAnother() {
    for (int round = 0; round < ROUNDS; round++) {
      var state = state();
      int size = 1 + random.nextInt(45);
      var chunks = StateChunks.of(state, size).toList();
      var as = "seed %d, round %d".formatted(seed, round);

      assertThat(chunks).as(as).hasSize((state.length + size - 1) / size);
      var joined = ByteString.EMPTY;
      for (var chunk : chunks) {
        assertThat(chunk.getTotalLength()).as(as).isEqualTo(state.length);
        assertThat(chunk.getRange().getStart()).as(as).isEqualTo(joined.size());
        joined = joined.concat(chunk.getBytes());
        assertThat(chunk.getRange().getEnd()).as(as).isEqualTo(joined.size() - 1);
        assertThat(chunk.getBytes().size())
            .as(as)
            .isEqualTo(Math.min(size, state.length - chunk.getRange().getStart()));
      }
      assertThat(joined.toByteArray()).as(as).isEqualTo(state);
    }
  }

  @Test
  void whatIsCutArrives() {
    for (int round = 0; round < ROUNDS; round++) {
      var state = state();
      var assembly = new StateAssembly();
      sent(StateChunks.of(state, 1 + random.nextInt(45)).toList()).forEach(assembly::add);

      if (state.length > 0) {
        assertThat(assembly.state()).as("seed %d, round %d", seed, round).isEqualTo(state);
      }
    }
  }

  @Test
  void tamperedPartsAreNoOtherState() {
    int refused = 0;
    for (int round = 0; round < ROUNDS; round++) {
      var state = state();
      var chunks = new ArrayList<>(sent(StateChunks.of(state, 1 + random.nextInt(9)).toList()));
      for (int i = random.nextInt(3); i >= 0; i--) {
        tamper(chunks);
      }
      var assembly = new StateAssembly();
      chunks.forEach(assembly::add);
      try {
        assertThat(assembly.state()).as("seed %d, round %d", seed, round).isEqualTo(state);
      } catch (Failure expected) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(ROUNDS / 2);
  }

  /** Loses, doubles, swaps or renumbers parts; their bytes stay. */
  private void tamper(List<RequestChunk> chunks) {
    if (chunks.isEmpty()) {
      return;
    }
    int one = random.nextInt(chunks.size());
    int other = random.nextInt(chunks.size());
    var chunk = chunks.get(one);
    switch (random.nextInt(7)) {
      case 0 -> chunks.remove(one);
      case 1 -> chunks.add(other, chunk);
      case 2 -> chunks.set(one, chunks.set(other, chunk));
      // Never less: with parts lost, that would be another whole state.
      case 3 ->
          chunks.set(
              one,
              chunk.toBuilder()
                  .setTotalLength(chunk.getTotalLength() + random.nextLong(1, Long.MAX_VALUE - 40))
                  .build());
      case 4 -> {
        var range = chunk.getRange().toBuilder().setStart(number());
        chunks.set(one, chunk.toBuilder().setRange(range).build());
      }
      case 5 -> {
        var range = chunk.getRange().toBuilder().setEnd(number());
        chunks.set(one, chunk.toBuilder().setRange(range).build());
      }
      default -> chunks.set(one, chunk.toBuilder().clearMeta().build());
    }
  }

  private long number() {
    return random.nextBoolean() ? random.nextInt(-2, 45) : random.nextLong();
  }

  @ParameterizedTest(name = "{0} offered")
  @CsvSource({
    "0, 8388608",
    "-1, 8388608",
    "1, 1",
    "8388608, 8388608",
    "134217728, 134217728",
    "134217729, 134217728",
    "9223372036854775807, 134217728"
  })
  void theSizeIsWhatTerraformOffersWhereThatIsPossible(long offered, int settled) {
    assertThat(StateChunks.size(offered)).isEqualTo(settled);
  }

  @Test
  void aPartIsMadeWhenItIsTaken() {
    var largest = new byte[64 << 20];

    var first = StateChunks.of(largest, 1).iterator().next();

    assertThat(first.getBytes().size()).isEqualTo(1);
  }
}
