package dev.slipway.provider.schema;

import dev.slipway.provider.value.Path;

/** A value is of its Terraform type, but outside what its {@link Kind} holds. */
public final class UnfitValueException extends RuntimeException {

  private final transient Path path;
  private final String expectation;

  /**
   * A value that does not fit.
   *
   * @param expectation what the value has to be, completing "it must be …"
   */
  public UnfitValueException(Path path, String expectation) {
    super("%s must be %s".formatted(path, expectation));
    this.path = path;
    this.expectation = expectation;
  }

  public Path path() {
    return path;
  }

  public String expectation() {
    return expectation;
  }
}
