package dev.slipway.provider.test;

import java.util.Optional;

/** Fails a test that did not expect an error, and tells {@link Failed#failing} of one that did. */
final class FailedCall extends AssertionError {

  private static final long serialVersionUID = 1;

  private final transient Failed failed;

  FailedCall(Failed failed) {
    super(failed.toString());
    this.failed = failed;
  }

  Failed failed() {
    return failed;
  }

  /** Throws if there are errors. */
  static Diagnosis unless(String doing, Diagnosis diagnosis) {
    return unless(doing, diagnosis, Optional.empty());
  }

  /** As above, where something is left of a managed object. */
  static Diagnosis unless(String doing, Diagnosis diagnosis, Optional<Instance> left) {
    if (diagnosis.hasErrors()) {
      throw new FailedCall(new Failed(doing, diagnosis, left));
    }
    return diagnosis;
  }
}
