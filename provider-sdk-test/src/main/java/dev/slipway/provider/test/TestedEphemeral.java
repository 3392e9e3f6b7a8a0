package dev.slipway.provider.test;

import dev.slipway.provider.EphemeralResource;
import dev.slipway.provider.schema.Shape;
import dev.slipway.provider.test.internal.protocol6.EphemeralCalls;
import dev.slipway.provider.test.rules.TerraformRule;
import dev.slipway.provider.test.rules.TerraformRules;
import dev.slipway.provider.value.Value;
import java.util.List;

/**
 * An ephemeral resource type under test. As a {@link TestedResource}, it fails the test if the
 * provider reports an error or answers in a way that Terraform refuses.
 */
public final class TestedEphemeral {

  private final String typeName;
  private final Shape<?> shape;
  private final EphemeralCalls calls;
  private final TerraformRules rules;

  TestedEphemeral(EphemeralResource<?> ephemeral, EphemeralCalls calls) {
    this.typeName = ephemeral.typeName();
    this.shape = ephemeral.schema().shape();
    this.calls = calls;
    this.rules = TerraformRules.of(ephemeral.schema());
  }

  /** What is wrong with a configuration. Never fails the test. */
  public Diagnosis validate(Configuration written) {
    return new Diagnosis(calls.validate(config(written)));
  }

  /** Validates the configuration, then opens. */
  public Opened open(Configuration written) {
    var config = config(written);
    FailedCall.unless(typeName + ": validate", new Diagnosis(calls.validate(config)));
    var doing = typeName + ": open";
    var opened = RefusedAnswer.orElse(doing, TerraformRule.O3, () -> calls.open(config));
    var answer = opened.answer();
    var diagnosis = FailedCall.unless(doing, new Diagnosis(answer.diagnostics()));
    RefusedAnswer.unlessSound(
        doing, rules.deferral(answer.deferred(), calls.capabilities().deferralAllowed()));
    if (answer.deferred().isEmpty()) {
      RefusedAnswer.unlessSound(doing, rules.object(answer.object()));
    }
    RefusedAnswer.unlessSound(
        doing, rules.plan(config, Value.ofNull(), answer.object(), List.of()));
    return new Opened(
        typeName,
        shape,
        answer.object(),
        answer.privateData(),
        answer.privateData(),
        opened.renewAt(),
        answer.deferred(),
        diagnosis);
  }

  /** Keeps it open. */
  public Opened renew(Opened opened) {
    var renewed = calls.renew(opened.privateData());
    var diagnosis = FailedCall.unless(typeName + ": renew", new Diagnosis(renewed.diagnostics()));
    return new Opened(
        typeName,
        shape,
        opened.object(),
        opened.first(),
        renewed.privateData(),
        renewed.renewAt(),
        opened.deferred(),
        diagnosis);
  }

  /**
   * Ends it. The provider is told what it remembered when it was opened, not when it was renewed.
   *
   * @return the warnings
   */
  public Diagnosis close(Opened opened) {
    return FailedCall.unless(typeName + ": close", new Diagnosis(calls.close(opened.first())));
  }

  private Value config(Configuration written) {
    var config = written.in(shape, typeName);
    CoreCheck.require(shape, config, typeName);
    return config;
  }
}
