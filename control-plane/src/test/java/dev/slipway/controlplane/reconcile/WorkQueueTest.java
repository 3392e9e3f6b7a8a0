package dev.slipway.controlplane.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.controlplane.vocabulary.AppId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WorkQueueTest {
  private static final AppId ONE = AppId.random();
  private static final AppId OTHER = AppId.random();

  private final WorkQueue queue = new WorkQueue();

  @Test
  void anAppIsTakenOnceHoweverOftenItIsAdded() throws InterruptedException {
    queue.add(ONE);
    queue.add(ONE);

    assertThat(queue.take()).isEqualTo(ONE);
    queue.done(ONE);
    assertThat(queue.isIdle()).isTrue();
  }

  @Test
  void anAppThatIsAddedWhileItIsTakenComesAgainAfterwards() throws InterruptedException {
    queue.add(ONE);
    var taken = queue.take();
    queue.add(ONE);
    queue.add(OTHER);

    assertThat(queue.take()).isEqualTo(OTHER);
    queue.done(taken);
    assertThat(queue.take()).isEqualTo(ONE);
  }

  @Test
  void thoseWhoWaitComeInTheOrderInWhichTheyAreDue() throws InterruptedException {
    var apps = Stream.generate(AppId::random).limit(50).toList();
    var order = IntStream.range(0, apps.size()).boxed().toList();
    for (int i : shuffled(order)) {
      queue.addAfter(apps.get(i), Duration.ofMillis(100 + i));
    }

    for (var app : apps) {
      assertThat(queue.take()).isEqualTo(app);
      queue.done(app);
    }
  }

  private static List<Integer> shuffled(List<Integer> order) {
    var shuffled = new ArrayList<>(order);
    Collections.shuffle(shuffled, new Random(1));
    return shuffled;
  }

  @Test
  void theSoonerOfTwoWaitsCounts() throws InterruptedException {
    queue.addAfter(ONE, Duration.ofHours(1));
    queue.addAfter(ONE, Duration.ofMillis(1));
    queue.addAfter(ONE, Duration.ofHours(2));

    assertThat(queue.take()).isEqualTo(ONE);
    queue.done(ONE);
    assertThat(queue.isIdle()).isTrue();
  }

  @Test
  void anAppThatIsWantedNowWaitsNoLonger() throws InterruptedException {
    queue.addAfter(ONE, Duration.ofMillis(1));
    queue.add(ONE);
    queue.addAfter(OTHER, Duration.ofMillis(20));

    assertThat(queue.take()).isEqualTo(ONE);
    queue.done(ONE);
    assertThat(queue.take()).as("its wait is forgotten").isEqualTo(OTHER);
  }
}
