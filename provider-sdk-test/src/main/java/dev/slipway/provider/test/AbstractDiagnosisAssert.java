package dev.slipway.provider.test;

import dev.slipway.provider.diag.Diagnostic;
import dev.slipway.provider.diag.Located;
import dev.slipway.provider.diag.Severity;
import dev.slipway.provider.value.Path;
import java.util.List;
import java.util.function.Predicate;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions on what users are told. {@code hasError} and {@code hasWarning} choose a diagnostic,
 * and {@code at} and {@code saying} are about the one chosen last.
 *
 * @param <S> the assertion itself
 */
public abstract sealed class AbstractDiagnosisAssert<S extends AbstractDiagnosisAssert<S, A>, A>
    extends AbstractAssert<S, A> permits DiagnosisAssert, FailedAssert {

  private final Diagnosis diagnosis;
  private @Nullable String chosen;
  private List<Diagnostic> candidates = List.of();

  AbstractDiagnosisAssert(A actual, Class<?> self, Diagnosis diagnosis) {
    super(actual, self);
    this.diagnosis = diagnosis;
  }

  /** There is an error with this summary. */
  public S hasError(String summary) {
    return choose(Severity.ERROR, summary);
  }

  /** There is a warning with this summary. */
  public S hasWarning(String summary) {
    return choose(Severity.WARNING, summary);
  }

  /** There is an error with this summary, and nothing else. */
  public S hasOnlyError(String summary) {
    hasError(summary);
    return only(summary);
  }

  /** There is a warning with this summary, and nothing else. */
  public S hasOnlyWarning(String summary) {
    hasWarning(summary);
    return only(summary);
  }

  /** It stands on this attribute. */
  public S at(Located where) {
    return at(where.path());
  }

  /** It stands at this place; the root is the object as a whole. */
  public S at(Path where) {
    return narrow(each -> each.path().equals(where.untilSet()), "at " + where);
  }

  /** Its detail has these words in it. */
  public S saying(String... words) {
    for (var word : words) {
      narrow(each -> each.detail().contains(word), "saying \"%s\"".formatted(word));
    }
    return myself;
  }

  /** Its detail has none of these words in it. */
  public S notSaying(String... words) {
    for (var word : words) {
      narrow(each -> !each.detail().contains(word), "not saying \"%s\"".formatted(word));
    }
    return myself;
  }

  /** As AssertJ would, but without quotes around what is shown. */
  final AssertionError error(String message) {
    return failure(message.replace("%", "%%"));
  }

  private S only(String summary) {
    if (diagnosis.all().size() > 1) {
      throw error(
          "nothing but \"%s\" was expected, but there is%n%s".formatted(summary, diagnosis));
    }
    return myself;
  }

  private S choose(Severity severity, String summary) {
    chosen = "%s \"%s\"".formatted(severity == Severity.ERROR ? "error" : "warning", summary);
    candidates = diagnosis.all();
    return narrow(each -> each.severity() == severity && each.summary().equals(summary), "at all");
  }

  private S narrow(Predicate<Diagnostic> condition, String words) {
    if (chosen == null) {
      throw new IllegalStateException("say hasError or hasWarning first");
    }
    candidates = candidates.stream().filter(condition).toList();
    if (candidates.isEmpty()) {
      throw error("there is no %s %s, but%n%s".formatted(chosen, words, diagnosis));
    }
    return myself;
  }
}
