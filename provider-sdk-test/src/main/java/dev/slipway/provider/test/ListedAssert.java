package dev.slipway.provider.test;

/** Assertions on what a list found. */
public final class ListedAssert extends AnswerAssert<ListedAssert, Listed> {

  ListedAssert(Listed actual) {
    super(actual, ListedAssert.class);
  }
}
