package dev.slipway.controlplane.runtime.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.slipway.controlplane.runtime.docker.ExitReason.Clues;
import dev.slipway.controlplane.vocabulary.Memory;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ExitReasonTest {
  private static final Clues NONE = new Clues(false, false, false);
  private static final Clues ENGINE_SAYS_MEMORY = new Clues(true, false, false);
  private static final Clues KERNEL_KILLED = new Clues(false, true, false);
  private static final Clues STRUCK = new Clues(false, true, true);

  static Stream<Arguments> stories() {
    return Stream.of(
        arguments("its own end", 0, 3, NONE, "REPLICA_EXITED", "exited with code 0 after 3 s"),
        arguments("a failure", 1, 130, NONE, "REPLICA_EXITED", "exited with code 1 after 2 min"),
        arguments(
            "the engine knows it was memory",
            137,
            3,
            ENGINE_SAYS_MEMORY,
            "OUT_OF_MEMORY",
            "ran out of memory after 3 s (it may use 4 GiB; give it more units, or make it use"
                + " less)"),
        arguments(
            "the kernel has killed something meanwhile",
            137,
            3,
            KERNEL_KILLED,
            "OUT_OF_MEMORY",
            "ran out of memory after 3 s (it may use 4 GiB; give it more units, or make it use"
                + " less)"),
        arguments(
            "the kernel's victim was another: this one has a code of its own",
            1,
            3,
            KERNEL_KILLED,
            "REPLICA_EXITED",
            "exited with code 1 after 3 s"),
        arguments(
            "killed, and nobody says why",
            137,
            8000,
            NONE,
            "REPLICA_EXITED",
            "was killed after 2 h, exit code 137: most often out of memory, of which it may use 4"
                + " GiB"),
        arguments(
            "somebody asked the engine",
            137,
            3,
            STRUCK,
            "REPLICA_KILLED",
            "was stopped from outside Slipway after 3 s, exit code 137"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("stories")
  void says(String story, int exitCode, long seconds, Clues clues, String code, String text) {
    assertThat(ExitReason.of(exitCode, Duration.ofSeconds(seconds), Memory.gib(4), clues))
        .as(story)
        .isEqualTo(new ExitReason(code, text));
  }

  static Stream<Arguments> ends() {
    return Stream.of(
        arguments("its own end", 0, NONE, false),
        arguments("a failure", 1, NONE, false),
        arguments("asked to end", 143, NONE, true),
        arguments("killed", 137, NONE, true),
        arguments("killed by the kernel", 137, KERNEL_KILLED, false),
        arguments("killed through the engine", 137, STRUCK, false));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("ends")
  void knowsWhetherMoreMayBeLearned(
      String story, int exitCode, Clues clues, boolean isUnexplained) {
    var reason = ExitReason.of(exitCode, Duration.ofSeconds(3), Memory.gib(4), clues);
    assertThat(reason.isUnexplained(exitCode)).as(story).isEqualTo(isUnexplained);
  }
}
