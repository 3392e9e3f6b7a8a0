package dev.slipway.provider.test;

/** Assertions on what was looked up. */
public final class FoundAssert extends AnswerAssert<FoundAssert, Found> {

  FoundAssert(Found actual) {
    super(actual, FoundAssert.class);
  }
}
