package dev.slipway.provider.test;

import dev.slipway.provider.Deferral;
import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.schema.Fields;
import dev.slipway.provider.schema.Shape;
import dev.slipway.provider.value.Path;
import dev.slipway.provider.value.Value;
import java.util.Optional;

/** An object that a provider answered with, read through the provider's own handles. */
public abstract sealed class Answer implements Fields
    permits Instance, Planned, Found, Opened, Listed, Generated {

  private final String what;
  private final Shape<?> shape;
  private final Value object;
  private final Optional<Deferral.Reason> deferred;
  private final Diagnosis diagnosis;

  /**
   * An answer without errors.
   *
   * @param what such as {@code notes_note}, for messages
   */
  Answer(
      String what,
      Shape<?> shape,
      Value object,
      Optional<Deferral.Reason> deferred,
      Diagnosis diagnosis) {
    this.what = what;
    this.shape = shape;
    this.object = object;
    this.deferred = deferred;
    this.diagnosis = diagnosis;
  }

  /** The warnings that came with it. */
  public final Diagnosis diagnosis() {
    return diagnosis;
  }

  /** Why the call was put off; empty where it was not. */
  public final Optional<Deferral.Reason> deferred() {
    return deferred;
  }

  /** The object as Terraform holds it; null where there is none. */
  public final Value object() {
    return object;
  }

  final String what() {
    return what;
  }

  final Shape<?> shape() {
    return shape;
  }

  /** Whether there is no object. */
  public final boolean isGone() {
    return object.isNull();
  }

  @Override
  public final Value raw(Attribute<?> attribute) {
    if (isGone()) {
      throw new IllegalStateException(
          "%s cannot be read: there is no %s".formatted(attribute, what));
    }
    return shape.view(object, Path.ROOT).raw(attribute);
  }

  @Override
  public final Path pathOf(Attribute<?> attribute) {
    return attribute.path();
  }

  /** Its content, with sensitive values too: tests have no secrets. */
  @Override
  public String toString() {
    return isGone() ? "no " + what : what + " " + object;
  }
}
