package dev.slipway.controlplane.runtime.docker;

import dev.slipway.controlplane.vocabulary.Memory;
import java.time.Duration;

/**
 * Why a container ended, as people say it.
 *
 * @param code for programs
 * @param text completes "replica x …"
 */
record ExitReason(String code, String text) {
  static final String EXITED = "REPLICA_EXITED";
  static final String OUT_OF_MEMORY = "OUT_OF_MEMORY";
  static final String KILLED = "REPLICA_KILLED";
  static final String PROBE_FAILED = "PROBE_FAILED";
  static final String VANISHED = "REPLICA_REMOVED";
  static final String LOST = "REPLICA_LOST";

  private static final int SIGNALLED = 128;
  private static final int SIGKILL = 9;

  /**
   * What is known about an end besides its exit code.
   *
   * @param engineSaysMemory the engine reports that memory ran out; Podman never does
   * @param kernelKilled the kernel has killed something for memory since the container started
   * @param killedFromOutside the engine was asked by somebody else to kill or stop it
   */
  record Clues(boolean engineSaysMemory, boolean kernelKilled, boolean killedFromOutside) {}

  static ExitReason of(int exitCode, Duration lasted, Memory limit, Clues clues) {
    var after = lasted.isNegative() ? "" : " after " + readable(lasted);
    if (clues.killedFromOutside()) {
      return new ExitReason(
          KILLED, "was stopped from outside Slipway%s, exit code %d".formatted(after, exitCode));
    }
    if (clues.engineSaysMemory() || (exitCode == SIGNALLED + SIGKILL && clues.kernelKilled())) {
      return new ExitReason(
          OUT_OF_MEMORY,
          "ran out of memory%s (it may use %s; give it more units, or make it use less)"
              .formatted(after, limit));
    }
    if (exitCode == SIGNALLED + SIGKILL) {
      return new ExitReason(
          EXITED,
          "was killed%s, exit code 137: most often out of memory, of which it may use %s"
              .formatted(after, limit));
    }
    return new ExitReason(EXITED, "exited with code %d%s".formatted(exitCode, after));
  }

  /** It ended by a signal, and nothing says whose. */
  boolean isUnexplained(int exitCode) {
    return code.equals(EXITED) && exitCode > SIGNALLED;
  }

  static ExitReason vanished() {
    return new ExitReason(VANISHED, "was removed from outside Slipway");
  }

  /** The engine lost sight of it: its monitor was killed, then its process ended. */
  static ExitReason lost() {
    return new ExitReason(
        LOST, "has no process any more, although the engine still calls it running");
  }

  static ExitReason notLive(String probe) {
    return new ExitReason(PROBE_FAILED, "is restarted: its liveness " + probe);
  }

  static String readable(Duration duration) {
    if (duration.toMinutes() >= 120) {
      return duration.toHours() + " h";
    }
    return duration.toSeconds() >= 120
        ? duration.toMinutes() + " min"
        : duration.toSeconds() + " s";
  }
}
