package dev.slipway.controlplane.runtime.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Duration DEADLINE = Duration.ofMinutes(10);

  private Progress progress = Progress.startingAt(NOON);

  @Test
  void nothingForTooLongIsGivenUp() {
    assertThat(after(10, 0, false).abandoned()).isFalse();
    assertThat(after(11, 0, false).abandoned()).isTrue();
    assertThat(after(60, 0, false).abandoned()).as("and stays so").isTrue();
  }

  @Test
  void everyFurtherReadyReplicaStartsTheDeadlineAnew() {
    after(9, 1, false);
    after(18, 2, false);
    assertThat(after(27, 2, false).abandoned()).isFalse();
    assertThat(after(29, 2, false).abandoned()).isTrue();
  }

  @Test
  void goingUpAndDownIsNoProgress() {
    after(1, 1, false);
    after(5, 0, false);
    after(9, 1, false);
    assertThat(after(12, 0, false).abandoned()).isTrue();
  }

  @Test
  void whatWasCompleteOnceIsNeverGivenUp() {
    after(1, 2, true);
    after(2, 0, false);
    var late = after(60, 0, false);
    assertThat(late.abandoned()).isFalse();
    assertThat(late.isOverdue(NOON.plus(Duration.ofMinutes(60)), DEADLINE)).isTrue();

    assertThat(after(61, 1, false).isOverdue(NOON.plus(Duration.ofMinutes(61)), DEADLINE))
        .as("getting better counts")
        .isFalse();
  }

  private Progress after(long minutes, long ready, boolean settled) {
    progress = progress.seeing(ready, settled, NOON.plus(Duration.ofMinutes(minutes)), DEADLINE);
    return progress;
  }
}
