package dev.slipway.provider.test;

import dev.slipway.provider.Deferral;
import dev.slipway.provider.schema.Shape;
import dev.slipway.provider.value.Value;
import java.util.Optional;
import org.assertj.core.api.AssertProvider;

/** What a data source has looked up. */
public final class Found extends Answer implements AssertProvider<FoundAssert> {

  Found(
      String what,
      Shape<?> shape,
      Value object,
      Optional<Deferral.Reason> deferred,
      Diagnosis diagnosis) {
    super(what, shape, object, deferred, diagnosis);
  }

  /** Use {@code assertThat(found)}. */
  @Override
  public FoundAssert assertThat() {
    return new FoundAssert(this);
  }
}
