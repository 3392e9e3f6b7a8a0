package dev.slipway.provider.internal.protocol6;

import static dev.slipway.provider.schema.Attributes.int32;
import static dev.slipway.provider.schema.Attributes.string;
import static dev.slipway.provider.value.Value.number;
import static dev.slipway.provider.value.Value.text;
import static dev.slipway.provider.value.Value.unknown;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.proto.tfplugin6.InvokeAction;
import dev.slipway.proto.tfplugin6.PlanAction;
import dev.slipway.proto.tfplugin6.ValidateActionConfig;
import dev.slipway.provider.Action;
import dev.slipway.provider.Context;
import dev.slipway.provider.diag.Failure;
import dev.slipway.provider.internal.protocol6.Wire.Problem;
import dev.slipway.provider.plan.Config;
import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.schema.Checks;
import dev.slipway.provider.schema.Schema;
import dev.slipway.provider.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Conformance case 29: things that are done, and tell how far they have come. */
class ActionStoriesTest {

  private static final Attribute<String> ID = string("id").required();
  private static final Attribute<Integer> STEPS =
      int32("steps").optional().defaultsTo(2).check(Checks.between(0, 9));

  private final CountDownLatch working = new CountDownLatch(1);

  private final class Restart implements Action<String> {
    @Override
    public String typeName() {
      return "fake_restart";
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

  private Wire terraform() {
    return Wire.to(Fake.of(string("id").computed()).beside(new Restart()));
  }

  private static List<InvokeAction.Event> invoke(Wire terraform, Map<String, Value> config) {
    var type = "action.fake_restart";
    var events = new ArrayList<InvokeAction.Event>();
    terraform
        .provider()
        .invokeAction(
            InvokeAction.Request.newBuilder()
                .setActionType("fake_restart")
                .setConfig(terraform.message(type, terraform.object(type, config)))
                .build())
        .forEachRemaining(events::add);
    return events;
  }

  @Test
  void progressIsToldAndThenTheEnd() {
    try (var terraform = terraform()) {
      var events = invoke(terraform, Map.of("id", text("a")));

      assertThat(events)
          .extracting(event -> event.getProgress().getMessage())
          .containsExactly("step 1 of 2", "step 2 of 2", "");
      assertThat(events.getLast().hasCompleted()).isTrue();
      assertThat(events.getLast().getCompleted().getDiagnosticsList()).isEmpty();
    }
  }

  @Test
  void aFailureEndsItWithADiagnostic() {
    try (var terraform = terraform()) {
      var events = invoke(terraform, Map.of("id", text("none"), "steps", number(0)));

      assertThat(events).hasSize(1);
      assertThat(Problem.of(events.getFirst().getCompleted().getDiagnosticsList()))
          .extracting(Problem::summary)
          .containsExactly("No such thing");
    }
  }

  @Test
  void aStopInterruptsIt() throws Exception {
    try (var terraform = terraform()) {
      var events =
          CompletableFuture.supplyAsync(() -> invoke(terraform, Map.of("id", text("slow"))));
      assertThat(working.await(30, TimeUnit.SECONDS)).isTrue();
      terraform.stop();

      assertThat(
              Problem.of(
                  events.get(30, TimeUnit.SECONDS).getLast().getCompleted().getDiagnosticsList()))
          .extracting(Problem::summary)
          .containsExactly("Interrupted");
    }
  }

  @Test
  void aPlanMayWarnAndMeetsUnknownValues() {
    try (var terraform = terraform()) {
      assertThat(plan(terraform, text("a")))
          .extracting(Problem::summary)
          .containsExactly("Users notice");
      assertThat(plan(terraform, unknown())).isEmpty();
    }
  }

  @Test
  void itsConfigurationIsChecked() {
    try (var terraform = terraform()) {
      var type = "action.fake_restart";
      var config = terraform.object(type, Map.of("id", text("a"), "steps", number(10)));
      var response =
          terraform
              .provider()
              .validateActionConfig(
                  ValidateActionConfig.Request.newBuilder()
                      .setTypeName("fake_restart")
                      .setConfig(terraform.message(type, config))
                      .build());

      assertThat(Problem.of(response.getDiagnosticsList()))
          .extracting(Problem::path)
          .containsExactly("steps");
    }
  }

  private static List<Problem> plan(Wire terraform, Value id) {
    var type = "action.fake_restart";
    return Problem.of(
        terraform
            .provider()
            .planAction(
                PlanAction.Request.newBuilder()
                    .setActionType("fake_restart")
                    .setConfig(terraform.message(type, terraform.object(type, Map.of("id", id))))
                    .build())
            .getDiagnosticsList());
  }
}
