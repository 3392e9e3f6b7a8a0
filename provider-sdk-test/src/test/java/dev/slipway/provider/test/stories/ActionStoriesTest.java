package dev.slipway.provider.test.stories;

import static dev.slipway.provider.schema.Attributes.int32;
import static dev.slipway.provider.schema.Attributes.string;
import static dev.slipway.provider.test.Configurations.with;
import static dev.slipway.provider.test.Configurations.withUnknown;
import static dev.slipway.provider.test.Failed.failing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.provider.Action;
import dev.slipway.provider.Context;
import dev.slipway.provider.diag.Failure;
import dev.slipway.provider.plan.Config;
import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.schema.Checks;
import dev.slipway.provider.schema.Schema;
import dev.slipway.provider.test.TestedProvider;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Conformance case 29: things that are done, and tell how far they have come. */
class ActionStoriesTest {

  private static final Attribute<String> ID = string("id").required();
  private static final Attribute<Integer> STEPS =
      int32("steps").optional().defaultsTo(2).check(Checks.between(0, 9));

  private static final String RESTART = "fake_restart";

  private final CountDownLatch working = new CountDownLatch(1);

  private final class Restart implements Action<String> {
    @Override
    public String typeName() {
      return RESTART;
    }

    @Override
    public Schema schema() {
      return Schema.of("Restarts.", ID, STEPS);
    }

    @Override
    public void plan(Config config, Context<String> context) {
      if (config.isKnown(ID)) {
        context.warning("Users notice", config.get(ID) + " is away for a moment.");
      }
    }

    @Override
    public void invoke(Config config, Invocation<String> invocation) throws Exception {
      for (int step = 1; step <= config.get(STEPS); step++) {
        invocation.progress("step %d of %d".formatted(step, config.get(STEPS)));
      }
      switch (config.get(ID)) {
        case "none" -> throw new Failure(ID, "No such thing", "Look again.");
        case "slow" -> {
          working.countDown();
          new CountDownLatch(1).await();
        }
        default -> {}
      }
    }
  }

  private TestedProvider tested() {
    return Fake.of(string("id").computed()).beside(new Restart()).tested();
  }

  @Test
  void progressIsToldAndThenTheEnd() {
    try (var provider = tested()) {
      var done = provider.action(RESTART).invoke(with(ID, "a"));

      assertThat(done.progress()).containsExactly("step 1 of 2", "step 2 of 2");
      assertThat(done.diagnosis()).isEmpty();
    }
  }

  @Test
  void aFailureEndsItWithADiagnostic() {
    try (var provider = tested()) {
      var progress = new ArrayList<String>();

      assertThat(
              failing(() ->
                  provider.action(RESTART).invoke(with(ID, "none").with(STEPS, 0), progress::add)))
          .hasOnlyError("No such thing")
          .at(ID);
      assertThat(progress).isEmpty();
    }
  }

  @Test
  void aStopInterruptsIt() throws Exception {
    try (var provider = tested()) {
      var failed =
          CompletableFuture.supplyAsync(
              () -> failing(() -> provider.action(RESTART).invoke(with(ID, "slow"))));
      assertThat(working.await(30, TimeUnit.SECONDS)).isTrue();
      provider.stop();

      assertThat(failed.get(30, TimeUnit.SECONDS)).hasOnlyError("Interrupted");
    }
  }

  @Test
  void aPlanMayWarnAndMeetsUnknownValues() {
    try (var provider = tested()) {
      var restart = provider.action(RESTART);

      assertThat(restart.plan(with(ID, "a"))).hasOnlyWarning("Users notice");
      assertThat(restart.plan(withUnknown(ID))).isEmpty();
    }
  }

  @Test
  void itsConfigurationIsChecked() {
    try (var provider = tested()) {
      assertThat(provider.action(RESTART).validate(with(ID, "a").with(STEPS, 10)))
          .hasOnlyError("Invalid value for steps")
          .at(STEPS);
    }
  }
}
