package dev.slipway.provider.test;

import dev.slipway.provider.Deferral;
import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.value.Path;
import dev.slipway.provider.value.Value;
import java.util.Objects;
import java.util.Optional;
import org.assertj.core.api.AbstractAssert;

/**
 * Assertions on an object that a provider answered with.
 *
 * @param <S> the assertion itself
 */
public abstract sealed class AnswerAssert<S extends AnswerAssert<S, A>, A extends Answer>
    extends AbstractAssert<S, A>
    permits InstanceAssert,
        PlannedAssert,
        FoundAssert,
        OpenedAssert,
        ListedAssert,
        GeneratedAssert {

  AnswerAssert(A actual, Class<?> self) {
    super(actual, self);
  }

  /** The attribute has this value, however it is spelled. */
  public <T> S has(Attribute<T> attribute, T value) {
    var raw = actual.raw(attribute);
    boolean same =
        !raw.isNull()
            && raw.isWhollyKnown()
            && Objects.equals(attribute.kind().decode(raw, attribute.path()), value);
    return require(same, attribute.path(), raw, attribute.kind().encode(value).toString());
  }

  /** What is known and what is not is as written, and nothing else is there. */
  public S hasExactly(Configuration object) {
    var wanted = object.in(actual.shape(), actual.what());
    for (var attribute : actual.shape().attributes()) {
      var raw = actual.raw(attribute);
      var value = wanted.attribute(attribute.name());
      require(raw.equals(value), attribute.path(), raw, value.toString());
    }
    return myself;
  }

  /** As above, for values that a user spells in one of several ways. */
  public S hasText(Attribute<?> attribute, String text) {
    return has(attribute.path(), Value.text(text));
  }

  public S hasNull(Attribute<?> attribute) {
    return has(attribute.path(), Value.ofNull());
  }

  /** The attribute, or a part of it, is not known yet. */
  public S hasUnknown(Attribute<?> attribute) {
    return hasUnknown(attribute.path());
  }

  /** As above, for a part: {@code DEVICE.in(DISKS.at(2))}. */
  public S hasUnknown(Path path) {
    var raw = find(path);
    return require(!raw.isWhollyKnown(), path, raw, "unknown");
  }

  /** The attribute is wholly known; null is. */
  public S hasKnown(Attribute<?> attribute) {
    var raw = actual.raw(attribute);
    return require(raw.isWhollyKnown(), attribute.path(), raw, "known");
  }

  /** The attribute, or a part, is exactly this as Terraform holds it. */
  public S has(Path path, Value value) {
    var raw = find(path);
    return require(raw.equals(value), path, raw, value.toString());
  }

  /** The object is the same as another. */
  public S looksLike(Answer other) {
    if (!actual.object().equals(other.object())) {
      throw error("it was expected to look like%n  %s%nbut it is%n  %s".formatted(other, actual));
    }
    return myself;
  }

  /** The call was put off. */
  public S isDeferred(Deferral.Reason reason) {
    if (!actual.deferred().equals(Optional.of(reason))) {
      throw error("it was expected to be put off (%s): %s".formatted(reason, actual));
    }
    return myself;
  }

  /** A warning with this summary came with it. */
  public S hasWarning(String summary) {
    new DiagnosisAssert(actual.diagnosis()).hasWarning(summary);
    return myself;
  }

  /** Nothing was said. */
  public S hasNoWarnings() {
    new DiagnosisAssert(actual.diagnosis()).isEmpty();
    return myself;
  }

  /** As AssertJ would, but without quotes around what is shown. */
  final AssertionError error(String message) {
    return failure(message.replace("%", "%%"));
  }

  private Value find(Path path) {
    return actual
        .object()
        .find(path)
        .orElseThrow(() -> error("there is no %s in %s".formatted(path, actual)));
  }

  final S require(boolean holds, Path path, Value raw, String wanted) {
    if (!holds) {
      throw error(
          "%s of %s was expected to be %s, but it is %s"
              .formatted(path, actual.what(), wanted, raw));
    }
    return myself;
  }
}
