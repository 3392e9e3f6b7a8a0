package dev.slipway.provider.test.cli;

/** Assertions on a command that has ended. */
public final class ResultAssert extends AbstractOutputAssert<ResultAssert, Result> {

  ResultAssert(Result actual) {
    super(actual, ResultAssert.class);
  }

  /** It ended without an error: exit code 0. */
  public ResultAssert succeeds() {
    return endsWith(0, "to succeed");
  }
}
