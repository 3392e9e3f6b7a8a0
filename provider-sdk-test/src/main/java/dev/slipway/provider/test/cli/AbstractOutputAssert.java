package dev.slipway.provider.test.cli;

import org.assertj.core.api.AbstractAssert;

/**
 * Assertions on what a command printed.
 *
 * @param <S> the assertion itself
 */
public abstract sealed class AbstractOutputAssert<
        S extends AbstractOutputAssert<S, A>, A extends Output>
    extends AbstractAssert<S, A> permits ResultAssert, PlannedAssert {

  AbstractOutputAssert(A actual, Class<?> self) {
    super(actual, self);
  }

  /** It ended with errors: exit code 1. */
  public S fails() {
    return endsWith(1, "to fail");
  }

  /** It says each of these, wherever lines are broken. */
  public S says(String... words) {
    var said = actual.words();
    for (var each : words) {
      if (!said.contains(each)) {
        throw failure("expected to say \"%s\", but %s", each, actual);
      }
    }
    return myself;
  }

  /** It says none of these. */
  public S doesNotSay(String... words) {
    var said = actual.words();
    for (var each : words) {
      if (said.contains(each)) {
        throw failure("expected not to say \"%s\", but %s", each, actual);
      }
    }
    return myself;
  }

  /** It tells this many errors. */
  public S hasErrors(int number) {
    if (actual.errors() != number) {
      throw failure("expected %d errors, not %d, but %s", number, actual.errors(), actual);
    }
    return myself;
  }

  final S endsWith(int exitCode, String expectation) {
    if (actual.exitCode() != exitCode) {
      throw failure("expected %s, but %s", expectation, actual);
    }
    return myself;
  }
}
