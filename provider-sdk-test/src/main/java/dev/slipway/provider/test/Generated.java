package dev.slipway.provider.test;

import dev.slipway.provider.schema.Shape;
import dev.slipway.provider.value.Value;
import java.util.Optional;
import org.assertj.core.api.AssertProvider;

/** The configuration that Terraform writes down for an object that was imported without one. */
public final class Generated extends Answer implements AssertProvider<GeneratedAssert> {

  Generated(String what, Shape<?> shape, Value object, Diagnosis diagnosis) {
    super(what, shape, object, Optional.empty(), diagnosis);
  }

  /** To plan with. */
  public Configuration configuration() {
    return Configuration.of((Value.ObjectOf) object());
  }

  /** Use {@code assertThat(generated)}. */
  @Override
  public GeneratedAssert assertThat() {
    return new GeneratedAssert(this);
  }
}
