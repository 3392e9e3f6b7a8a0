package dev.slipway.provider.test;

/** Assertions on what a call told the user. */
public final class DiagnosisAssert extends AbstractDiagnosisAssert<DiagnosisAssert, Diagnosis> {

  DiagnosisAssert(Diagnosis actual) {
    super(actual, DiagnosisAssert.class, actual);
  }

  /** Nothing was said, not even a warning. */
  public DiagnosisAssert isEmpty() {
    if (!actual.all().isEmpty()) {
      throw error("nothing was expected to be said, but%n%s".formatted(actual));
    }
    return this;
  }

  public DiagnosisAssert hasNoErrors() {
    if (actual.hasErrors()) {
      throw error("no error was expected, but%n%s".formatted(actual));
    }
    return this;
  }
}
