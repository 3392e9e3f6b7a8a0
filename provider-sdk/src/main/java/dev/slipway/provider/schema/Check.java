package dev.slipway.provider.schema;

import dev.slipway.provider.value.Path;
import java.util.List;
import java.util.function.Predicate;

/**
 * What values of an attribute have to be. Run on wholly known values only, whenever Terraform
 * validates.
 */
@FunctionalInterface
public interface Check<T> {

  /**
   * What is wrong with a value.
   *
   * @param where relative to the value: the root, or an element of it
   * @param expectation completes "it must be …": "1 to 80 characters long"
   */
  record Finding(Path where, String expectation) {}

  /** Everything wrong with the value; empty when it is right. */
  List<Finding> findings(T value);

  /**
   * A check with one thing to say.
   *
   * @param expectation completes "it must be …"
   */
  static <T> Check<T> that(String expectation, Predicate<? super T> holds) {
    var findings = List.of(new Finding(Path.ROOT, expectation));
    return value -> holds.test(value) ? List.of() : findings;
  }
}
