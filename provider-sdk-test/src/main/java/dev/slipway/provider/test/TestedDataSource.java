package dev.slipway.provider.test;

import dev.slipway.provider.DataSource;
import dev.slipway.provider.schema.Shape;
import dev.slipway.provider.test.internal.protocol6.DataSourceCalls;
import dev.slipway.provider.test.rules.TerraformRule;
import dev.slipway.provider.test.rules.TerraformRules;
import dev.slipway.provider.value.Value;

/**
 * A data source type under test. As a {@link TestedResource}, it fails the test if the provider
 * reports an error or answers in a way that Terraform refuses.
 */
public final class TestedDataSource {

  private final String typeName;
  private final Shape<?> shape;
  private final DataSourceCalls calls;
  private final TerraformRules rules;

  TestedDataSource(DataSource<?> source, DataSourceCalls calls) {
    this.typeName = source.typeName();
    this.shape = source.schema().shape();
    this.calls = calls;
    this.rules = TerraformRules.of(source.schema());
  }

  /** What is wrong with a configuration. Never fails the test. */
  public Diagnosis validate(Configuration written) {
    return new Diagnosis(calls.validate(config(written)));
  }

  /**
   * Validates the configuration, then looks up.
   *
   * @param written with everything known: Terraform waits until it is
   */
  public Found read(Configuration written) {
    var config = config(written);
    if (!config.isWhollyKnown()) {
      throw new IllegalArgumentException(
          "Terraform reads no data source before its configuration is known: " + config);
    }
    FailedCall.unless(typeName + ": validate", new Diagnosis(calls.validate(config)));
    var doing = typeName + ": read";
    var answer = RefusedAnswer.orElse(doing, TerraformRule.O3, () -> calls.read(config));
    var diagnosis = FailedCall.unless(doing, new Diagnosis(answer.diagnostics()));
    RefusedAnswer.unlessSound(
        doing, rules.deferral(answer.deferred(), calls.capabilities().deferralAllowed()));
    if (answer.deferred().isEmpty()) {
      RefusedAnswer.unlessSound(doing, rules.object(answer.object()));
    }
    return new Found(typeName, shape, answer.object(), answer.deferred(), diagnosis);
  }

  private Value config(Configuration written) {
    var config = written.in(shape, typeName);
    CoreCheck.require(shape, config, typeName);
    return config;
  }
}
