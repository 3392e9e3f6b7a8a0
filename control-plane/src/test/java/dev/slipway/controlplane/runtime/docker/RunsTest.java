package dev.slipway.controlplane.runtime.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.controlplane.vocabulary.Memory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RunsTest {
  @Test
  void theHighestRunCountsAndTheOneBeforeIsKept() {
    var third = container("c", 2, 30, Container.State.RUNNING);
    var second = container("b", 1, 20, Container.State.EXITED);
    var first = container("a", 0, 10, Container.State.EXITED);

    var runs = Runs.of(List.of(first, third, second));

    assertThat(runs.current()).contains(third);
    assertThat(runs.previous()).contains(second);
    assertThat(runs.superfluous()).containsExactly(first);
  }

  @Test
  void ofTwoWithOneNumberTheFirstMadeCounts() {
    var first = container("z", 0, 10, Container.State.RUNNING);
    var second = container("a", 0, 11, Container.State.RUNNING);

    var runs = Runs.of(List.of(second, first));

    assertThat(runs.current()).contains(first);
    assertThat(runs.superfluous()).containsExactly(second);
  }

  @Test
  void aStartThatWasCutShortCountsForNothing() {
    var made = container("b", 1, 20, Container.State.CREATED);
    var ended = container("a", 0, 10, Container.State.EXITED);

    var runs = Runs.of(List.of(made, ended));

    assertThat(runs.current()).contains(ended);
    assertThat(runs.superfluous()).containsExactly(made);
  }

  @Test
  void nothingIsNothing() {
    assertThat(Runs.of(List.of()).current()).isEmpty();
  }

  @Test
  void theOrderInWhichTheyAreListedDoesNotMatter() {
    var random = new Random(7);
    var states = List.of(Container.State.values());
    for (int round = 0; round < 200; round++) {
      var containers = new ArrayList<Container>();
      for (int i = 0; i < 6; i++) {
        containers.add(
            container(
                String.valueOf((char) ('a' + i)),
                random.nextInt(3),
                random.nextInt(3),
                states.get(random.nextInt(states.size()))));
      }
      var runs = Runs.of(containers);
      Collections.shuffle(containers, random);
      assertThat(Runs.of(containers)).isEqualTo(runs);
    }
  }

  private static Container container(String id, int run, long created, Container.State state) {
    return new Container(
        id,
        id,
        Map.of(Labels.REPLICA, "r", Labels.RUN, String.valueOf(run)),
        state,
        Instant.ofEpochSecond(created),
        null,
        null,
        0,
        false,
        "",
        0,
        Map.of(),
        1,
        Memory.NONE);
  }
}
