package dev.slipway.controlplane.runtime.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.slipway.controlplane.app.Scaling;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AutoscalerTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  static Stream<Arguments> stories() {
    return Stream.of(
        arguments("on target nothing changes", 3, 75.0, 3),
        arguments("a little above is on target", 3, 80.0, 3),
        arguments("a little below is on target", 3, 70.0, 3),
        arguments("twice the target doubles", 3, 150.0, 6),
        arguments("what does not divide is rounded up", 3, 90.0, 4),
        arguments("half the target halves, rounded up", 3, 37.5, 2),
        arguments("idle goes to the least", 5, 0.0, 1),
        arguments("beyond the most stays the most", 8, 400.0, 10));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("stories")
  void followsTheUse(String story, int replicas, double use, int wanted) {
    var rule = rule(1, 10, Duration.ZERO, Duration.ZERO);

    assertThat(Autoscaler.decide(rule, replicas, replicas, use, List.of(), NOON).replicas())
        .as(story)
        .isEqualTo(wanted);
  }

  @Test
  void goesDownOnlyAfterTheWholeWindowCalledForLess() {
    var rule = rule(1, 10, Duration.ofMinutes(5), Duration.ZERO);
    List<Autoscaler.Call> calls = List.of();
    var replicas = 4;
    for (int minute = 0; minute < 5; minute++) {
      var decision =
          Autoscaler.decide(rule, replicas, 4, 10, calls, NOON.plusSeconds(60L * minute));
      calls = decision.calls();
      assertThat(decision.replicas()).as("after %d minutes", minute).isEqualTo(4);
    }

    assertThat(Autoscaler.decide(rule, 4, 4, 10, calls, NOON.plusSeconds(300)).replicas())
        .isEqualTo(1);
  }

  @Test
  void onePeakInTheWindowKeepsReplicas() {
    var rule = rule(1, 10, Duration.ofMinutes(5), Duration.ZERO);
    var calls =
        List.of(
            new Autoscaler.Call(NOON, 1),
            new Autoscaler.Call(NOON.plusSeconds(120), 3),
            new Autoscaler.Call(NOON.plusSeconds(240), 1));

    assertThat(Autoscaler.decide(rule, 4, 4, 0, calls, NOON.plusSeconds(360)).replicas())
        .isEqualTo(3);
  }

  @Test
  void goesUpOnlyToWhatTheWholeWindowCalledFor() {
    var rule = rule(1, 10, Duration.ofMinutes(5), Duration.ofMinutes(1));
    var calls = List.of(new Autoscaler.Call(NOON, 5), new Autoscaler.Call(NOON.plusSeconds(30), 3));

    assertThat(Autoscaler.decide(rule, 1, 1, 750, calls, NOON.plusSeconds(60)).replicas())
        .isEqualTo(3);
    assertThat(
            Autoscaler.decide(
                    rule, 1, 1, 750, List.of(new Autoscaler.Call(NOON, 5)), NOON.plusSeconds(30))
                .replicas())
        .as("half a window says nothing yet")
        .isEqualTo(1);
  }

  @Test
  void forgetsWhatIsOlderThanItsWindows() {
    var rule = rule(1, 10, Duration.ofMinutes(1), Duration.ZERO);
    List<Autoscaler.Call> calls = List.of();
    for (int second = 0; second < 600; second += 5) {
      calls = Autoscaler.decide(rule, 1, 1, 75, calls, NOON.plusSeconds(second)).calls();
    }

    assertThat(calls).hasSizeLessThanOrEqualTo(14);
  }

  @Test
  void somethingMustRunToBeMeasured() {
    assertThat(Autoscaler.clamp(0, rule(0, 5, Duration.ZERO, Duration.ZERO))).isEqualTo(1);
    assertThat(Autoscaler.clamp(9, rule(0, 5, Duration.ZERO, Duration.ZERO))).isEqualTo(5);
  }

  private static Scaling.Automatic rule(int min, int max, Duration down, Duration up) {
    return new Scaling.Automatic(min, max, Scaling.Metric.CPU, 75, down, up);
  }
}
