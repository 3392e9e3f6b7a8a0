package dev.slipway.provider.test;

import dev.slipway.provider.Action;
import dev.slipway.provider.schema.Shape;
import dev.slipway.provider.test.internal.protocol6.ActionCalls;
import dev.slipway.provider.test.rules.ActionEvent;
import dev.slipway.provider.test.rules.ActionRules;
import dev.slipway.provider.test.rules.TerraformRules;
import dev.slipway.provider.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * An action type under test. As a {@link TestedResource}, it fails the test if the provider reports
 * an error or answers in a way that Terraform refuses.
 */
public final class TestedAction {

  private final String typeName;
  private final Shape<?> shape;
  private final ActionCalls calls;
  private final TerraformRules rules;

  TestedAction(Action<?> action, ActionCalls calls) {
    this.typeName = action.typeName();
    this.shape = action.schema().shape();
    this.calls = calls;
    this.rules = TerraformRules.of(action.schema());
  }

  /**
   * What an action did.
   *
   * @param progress what it told on the way
   */
  public record Done(List<String> progress, Diagnosis diagnosis) {}

  /** What is wrong with a configuration. Never fails the test. */
  public Diagnosis validate(Configuration written) {
    return new Diagnosis(calls.validate(config(written)));
  }

  /**
   * Validates the configuration, then plans.
   *
   * @return the warnings
   */
  public Diagnosis plan(Configuration written) {
    var config = config(written);
    requireValid(config);
    var doing = typeName + ": plan";
    var answer = calls.plan(config);
    var diagnosis = FailedCall.unless(doing, new Diagnosis(answer.diagnostics()));
    RefusedAnswer.unlessSound(
        doing, rules.deferral(answer.deferred(), calls.capabilities().deferralAllowed()));
    return diagnosis;
  }

  /** Validates the configuration, then does it. */
  public Done invoke(Configuration written) {
    return invoke(written, _ -> {});
  }

  /**
   * As above.
   *
   * @param progress is told of what happens, as it happens
   */
  public Done invoke(Configuration written, Consumer<String> progress) {
    var config = config(written);
    requireValid(config);
    var doing = typeName + ": invoke";
    List<ActionEvent> events;
    try (var stream = calls.invoke(config)) {
      events = stream.peek(each -> told(each, progress)).toList();
    }
    RefusedAnswer.unlessSound(doing, ActionRules.broken(events));
    var told = new ArrayList<String>();
    var diagnosis = new Diagnosis();
    for (var event : events) {
      switch (event) {
        case ActionEvent.Progress(var message) -> told.add(message);
        case ActionEvent.Completed(var diagnostics) -> diagnosis = new Diagnosis(diagnostics);
        case ActionEvent.Nothing() -> {}
      }
    }
    return new Done(List.copyOf(told), FailedCall.unless(doing, diagnosis));
  }

  private static void told(ActionEvent event, Consumer<String> progress) {
    if (event instanceof ActionEvent.Progress(var message)) {
      progress.accept(message);
    }
  }

  private void requireValid(Value config) {
    FailedCall.unless(typeName + ": validate", new Diagnosis(calls.validate(config)));
  }

  private Value config(Configuration written) {
    var config = written.in(shape, typeName);
    CoreCheck.require(shape, config, typeName);
    return config;
  }
}
