package dev.slipway.provider.test;

import dev.slipway.provider.Deferral;
import dev.slipway.provider.plan.PrivateData;
import dev.slipway.provider.schema.Shape;
import dev.slipway.provider.value.Value;
import java.time.Instant;
import java.util.Optional;
import org.assertj.core.api.AssertProvider;

/** An ephemeral resource that is open. */
public final class Opened extends Answer implements AssertProvider<OpenedAssert> {

  private final PrivateData first;
  private final PrivateData latest;
  private final Optional<Instant> renewAt;

  Opened(
      String what,
      Shape<?> shape,
      Value object,
      PrivateData first,
      PrivateData latest,
      Optional<Instant> renewAt,
      Optional<Deferral.Reason> deferred,
      Diagnosis diagnosis) {
    super(what, shape, object, deferred, diagnosis);
    this.first = first;
    this.latest = latest;
    this.renewAt = renewAt;
  }

  /** What the provider remembers of it since it was opened, or renewed last. */
  public PrivateData privateData() {
    return latest;
  }

  /** When it has to be renewed; empty where it does not. */
  public Optional<Instant> renewAt() {
    return renewAt;
  }

  /** What the provider remembered when it was opened, which is what a close is told. */
  PrivateData first() {
    return first;
  }

  /** Use {@code assertThat(opened)}. */
  @Override
  public OpenedAssert assertThat() {
    return new OpenedAssert(this);
  }
}
