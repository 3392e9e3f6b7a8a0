package dev.slipway.provider.test;

/** Assertions on generated configuration. */
public final class GeneratedAssert extends AnswerAssert<GeneratedAssert, Generated> {

  GeneratedAssert(Generated actual) {
    super(actual, GeneratedAssert.class);
  }
}
