package dev.slipway.provider.test;

/** Assertions on what is open for a while. */
public final class OpenedAssert extends AnswerAssert<OpenedAssert, Opened> {

  OpenedAssert(Opened actual) {
    super(actual, OpenedAssert.class);
  }
}
