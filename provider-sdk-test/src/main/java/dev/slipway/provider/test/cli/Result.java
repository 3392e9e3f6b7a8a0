package dev.slipway.provider.test.cli;

import org.assertj.core.api.AssertProvider;

/** A command that has ended. */
public record Result(String command, int exitCode, String standardOutput, String text)
    implements Output, AssertProvider<ResultAssert> {

  /** Use {@code assertThat(result)}. */
  @Override
  public ResultAssert assertThat() {
    return new ResultAssert(this);
  }

  @Override
  public String toString() {
    return "%s ended with %d:%n%s".formatted(command, exitCode, text);
  }
}
