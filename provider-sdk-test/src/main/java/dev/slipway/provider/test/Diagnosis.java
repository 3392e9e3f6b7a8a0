package dev.slipway.provider.test;

import dev.slipway.provider.diag.Diagnostic;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.AssertProvider;

/**
 * What a call told the user.
 *
 * @param all in the order they were reported
 */
public record Diagnosis(List<Diagnostic> all) implements AssertProvider<DiagnosisAssert> {

  public Diagnosis {
    all = List.copyOf(all);
  }

  Diagnosis() {
    this(List.of());
  }

  public boolean hasErrors() {
    return all.stream().anyMatch(Diagnostic::isError);
  }

  Diagnosis and(Diagnosis more) {
    return new Diagnosis(Stream.concat(all.stream(), more.all().stream()).toList());
  }

  /** Use {@code assertThat(diagnosis)}. */
  @Override
  public DiagnosisAssert assertThat() {
    return new DiagnosisAssert(this);
  }

  @Override
  public String toString() {
    return all.isEmpty()
        ? "no diagnostics"
        : all.stream().map(Diagnosis::line).collect(Collectors.joining("\n"));
  }

  private static String line(Diagnostic diagnostic) {
    return "%s%s: %s%s"
        .formatted(
            diagnostic.isError() ? "Error" : "Warning",
            diagnostic.path().isRoot() ? "" : " at " + diagnostic.path(),
            diagnostic.summary(),
            diagnostic.detail().isEmpty() ? "" : ". " + diagnostic.detail());
  }
}
