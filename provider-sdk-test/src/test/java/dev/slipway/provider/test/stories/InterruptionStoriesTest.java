package dev.slipway.provider.test.stories;

import static dev.slipway.provider.schema.Attributes.string;
import static dev.slipway.provider.test.Configurations.with;
import static dev.slipway.provider.test.Failed.failing;
import static dev.slipway.provider.test.stories.Fake.THING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.test.Configuration;
import dev.slipway.provider.test.Failed;
import dev.slipway.provider.test.TestedProvider;
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
  private static final Configuration A = with(NAME, "a");

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
    try (var provider = fake.tested()) {
      var created = inBackground(provider);
      working.await();
      provider.stop();

      assertThat(created.get()).hasOnlyError("Interrupted").left().has(ID, "1");
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
    try (var provider = fake.tested()) {
      var created = inBackground(provider);
      working.await();
      provider.stop();

      assertThat(created.get()).hasOnlyError("Stopped half-way").left().has(ID, "half");
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
    try (var provider = fake.tested()) {
      provider.stop();

      assertThat(provider.resource(THING).create(A)).hasNoWarnings().has(ID, "1");
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
    var provider = fake.tested();
    var _ = inBackground(provider);
    working.await();
    provider.close();

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
    try (var provider = fake.tested();
        var users = Executors.newVirtualThreadPerTaskExecutor()) {
      var things = provider.resource(THING);
      var created =
          IntStream.range(0, 10)
              .mapToObj(i -> users.submit(() -> things.create(with(NAME, "n" + i))))
              .toList();

      for (int i = 0; i < 10; i++) {
        assertThat(created.get(i).get()).has(ID, "id of n" + i);
      }
    }
  }

  private static CompletableFuture<Failed> inBackground(TestedProvider provider) {
    var things = provider.resource(THING);
    var planned = things.plan(A);
    return CompletableFuture.supplyAsync(
        () -> failing(() -> things.apply(planned)), Thread::startVirtualThread);
  }
}
