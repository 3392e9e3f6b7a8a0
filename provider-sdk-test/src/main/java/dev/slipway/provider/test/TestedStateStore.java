package dev.slipway.provider.test;

import dev.slipway.provider.StateStore;
import dev.slipway.provider.schema.Shape;
import dev.slipway.provider.test.internal.protocol6.StateStoreCalls;
import dev.slipway.provider.test.rules.StateRules;
import dev.slipway.provider.value.Value;

/**
 * A state store type under test. As a {@link TestedResource}, it fails the test if the provider
 * reports an error or answers in a way that Terraform refuses.
 */
public final class TestedStateStore {

  /** What Terraform offers. */
  private static final long USUAL_CHUNK = 8 << 20;

  private final String typeName;
  private final Shape<?> shape;
  private final StateStoreCalls calls;

  TestedStateStore(StateStore<?> store, StateStoreCalls calls) {
    this.typeName = store.typeName();
    this.shape = store.schema().shape();
    this.calls = calls;
  }

  /** What is wrong with a configuration. Never fails the test. */
  public Diagnosis validate(Configuration written) {
    return new Diagnosis(calls.validate(config(written)));
  }

  /** Validates and configures; the last configuration counts. */
  public TestedStates configure(Configuration written) {
    return configure(written, USUAL_CHUNK);
  }

  /**
   * As above.
   *
   * @param chunk the size of chunks that Terraform offers, in bytes
   */
  public TestedStates configure(Configuration written, long chunk) {
    var config = config(written);
    FailedCall.unless(typeName + ": validate", new Diagnosis(calls.validate(config)));
    var doing = typeName + ": configure";
    var configured = calls.configure(config, chunk);
    FailedCall.unless(doing, new Diagnosis(configured.diagnostics()));
    RefusedAnswer.unlessSound(doing, StateRules.chunkSize(configured.chunkSize()));
    return new TestedStates(calls, Math.toIntExact(configured.chunkSize()));
  }

  /** The states of a store that nobody has configured. */
  public TestedStates unconfigured() {
    return new TestedStates(calls, Math.toIntExact(USUAL_CHUNK));
  }

  private Value config(Configuration written) {
    var config = written.in(shape, typeName);
    CoreCheck.require(shape, config, typeName);
    return config;
  }
}
