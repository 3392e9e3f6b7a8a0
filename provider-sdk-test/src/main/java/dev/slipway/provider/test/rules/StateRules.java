package dev.slipway.provider.test.rules;

import java.util.ArrayList;
import java.util.List;

/** Terraform's rules for the chunks of a state. */
public final class StateRules {

  private static final long LARGEST_CHUNK = 128 << 20;

  private StateRules() {}

  /** The rules that a size of chunks breaks. */
  public static List<BrokenRule> chunkSize(long size) {
    return size >= 1 && size <= LARGEST_CHUNK
        ? List.of()
        : List.of(BrokenRule.of(TerraformRule.S1, "chunks of %d bytes".formatted(size)));
  }

  /** The rules that the chunks of a state break; no chunks are no state. */
  public static List<BrokenRule> broken(List<StateChunk> chunks, long size) {
    var found = new ArrayList<BrokenRule>();
    long next = 0;
    for (var chunk : chunks) {
      boolean last = chunk.end() >= chunk.total() - 1;
      if (chunk.start() != next || chunk.end() != next + chunk.length() - 1) {
        found.add(
            BrokenRule.of(
                TerraformRule.S2,
                "bytes %d to %d come as %d bytes after %d"
                    .formatted(chunk.start(), chunk.end(), chunk.length(), next)));
      }
      if (last ? chunk.length() > size : chunk.length() != size) {
        found.add(
            BrokenRule.of(
                TerraformRule.S2,
                "a chunk has %d bytes where there is room for %d".formatted(chunk.length(), size)));
      }
      next += chunk.length();
    }
    for (var chunk : chunks) {
      if (chunk.total() != next) {
        found.add(
            BrokenRule.of(TerraformRule.S3, "%d bytes of %d came".formatted(next, chunk.total())));
        break;
      }
    }
    return found;
  }
}
