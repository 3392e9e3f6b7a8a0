package dev.slipway.provider.internal.protocol6;

import static dev.slipway.provider.schema.Attributes.string;
import static dev.slipway.provider.value.Value.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.provider.internal.protocol6.Wire.Answer;
import dev.slipway.provider.internal.protocol6.Wire.Problem;
import dev.slipway.provider.schema.Attribute;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Conformance case 30: the user loses patience, or has much to do at once. */
@Timeout(60)
class InterruptionStoriesTest {

  private static final Attribute<String> ID = string("id").computed();
  private static final Attribute<String> NAME = string("name").required();

  private final CountDownLatch working = new CountDownLatch(1);
  private final CountDownLatch never = new CountDownLatch(1);

  @Test
  void aStopInterruptsTheApplyAndWhatItReachedIsSaved() throws Exception {
    var fake =
        Fake.of(ID, NAME)
            .creating((plan, context) -> {
              context.checkpoint(plan.toState().with(ID, "1"));
              working.countDown();
              never.await();
              return plan.toState();
            });
    try (var terraform = Wire.to(fake)) {
      var created = inBackground(terraform);
      working.await();
      terraform.stop();

      assertThat(created.get().problems())
          .extracting(Problem::summary)
          .containsExactly("Interrupted");
      assertThat(created.get().value("id")).isEqualTo(text("1"));
    }
  }

  @Test
  void aStopCanBeSeenAndAnsweredInPeace() throws Exception {
    var fake =
        Fake.of(ID, NAME)
            .creating((plan, context) -> {
              working.countDown();
              try {
                never.await();
              } catch (InterruptedException e) {
                assertThat(context.cancelled()).isTrue();
                context.error("Stopped half-way", "Apply again to go on.");
              }
              return plan.toState().with(ID, "half");
            });
    try (var terraform = Wire.to(fake)) {
      var created = inBackground(terraform);
      working.await();
      terraform.stop();

      assertThat(created.get().problems())
          .extracting(Problem::summary)
          .containsExactly("Stopped half-way");
      assertThat(created.get().value("id")).isEqualTo(text("half"));
    }
  }

  @Test
  void callsAfterAStopAreServedAsEver() {
    var fake =
        Fake.of(ID, NAME)
            .creating((plan, context) -> {
              assertThat(context.cancelled()).isFalse();
              assertThat(Thread.currentThread().isInterrupted()).isFalse();
              return plan.toState().with(ID, "1");
            });
    try (var terraform = Wire.to(fake)) {
      terraform.stop();

      assertThat(terraform.create(Fake.THING, Map.of("name", text("a"))).problems()).isEmpty();
    }
  }

  @Test
  void aTerraformThatIsGoneInterruptsToo() throws Exception {
    var interrupted = new CountDownLatch(1);
    var fake =
        Fake.of(ID, NAME)
            .creating((plan, _) -> {
              working.countDown();
              try {
                never.await();
              } catch (InterruptedException e) {
                interrupted.countDown();
              }
              return plan.toState().with(ID, "1");
            });
    var terraform = Wire.to(fake);
    var _ = inBackground(terraform);
    working.await();
    terraform.close();

    assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void tenAppliesRunAtOnce() throws Exception {
    var all = new CyclicBarrier(10);
    var fake =
        Fake.of(ID, NAME)
            .creating((plan, _) -> {
              all.await();
              return plan.toState().with(ID, "id of " + plan.get(NAME));
            });
    try (var terraform = Wire.to(fake);
        var users = Executors.newVirtualThreadPerTaskExecutor()) {
      var created =
          IntStream.range(0, 10)
              .mapToObj(i ->
                  users.submit(() -> terraform.create(Fake.THING, Map.of("name", text("n" + i)))))
              .toList();

      for (int i = 0; i < 10; i++) {
        assertThat(created.get(i).get().value("id")).isEqualTo(text("id of n" + i));
      }
    }
  }

  private static CompletableFuture<Answer> inBackground(Wire terraform) {
    var planned = terraform.plan(Fake.THING, Answer.NOTHING, Map.of("name", text("a")));
    return CompletableFuture.supplyAsync(
        () -> terraform.apply(Fake.THING, Answer.NOTHING, planned, Map.of("name", text("a"))),
        Thread::startVirtualThread);
  }
}
