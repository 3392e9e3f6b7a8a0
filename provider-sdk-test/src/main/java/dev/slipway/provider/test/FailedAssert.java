package dev.slipway.provider.test;

/** Assertions on a call that failed. */
public final class FailedAssert extends AbstractDiagnosisAssert<FailedAssert, Failed> {

  FailedAssert(Failed actual) {
    super(actual, FailedAssert.class, actual.diagnosis());
  }

  /** Terraform keeps nothing: the create that failed has made nothing. */
  public FailedAssert leavesNothing() {
    if (actual.left().isPresent()) {
      throw error(
          "nothing was expected to be left, but there is%n%s".formatted(actual.left().get()));
    }
    return this;
  }

  /** What Terraform keeps of the object. */
  public InstanceAssert left() {
    return actual
        .left()
        .map(InstanceAssert::new)
        .orElseThrow(() -> error("something was expected to be left of the object"));
  }
}
