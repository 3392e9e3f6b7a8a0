package dev.slipway.provider.test;

import dev.slipway.provider.schema.Nested;
import dev.slipway.provider.schema.Shape;
import dev.slipway.provider.value.Value;
import java.util.Optional;
import org.assertj.core.api.AssertProvider;

/** One object that a list found; its attributes are there only where whole objects are wanted. */
public final class Listed extends Answer implements AssertProvider<ListedAssert> {

  private final String displayName;
  private final Nested identity;

  Listed(
      String what,
      Shape<?> shape,
      Value object,
      String displayName,
      Nested identity,
      Diagnosis diagnosis) {
    super(what, shape, object, Optional.empty(), diagnosis);
    this.displayName = displayName;
    this.identity = identity;
  }

  /** By which a person knows it. */
  public String displayName() {
    return displayName;
  }

  /** By what it can be imported. */
  public Nested identity() {
    return identity;
  }

  /** Use {@code assertThat(listed)}. */
  @Override
  public ListedAssert assertThat() {
    return new ListedAssert(this);
  }
}
