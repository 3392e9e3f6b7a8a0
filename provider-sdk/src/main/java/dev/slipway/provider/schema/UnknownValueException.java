package dev.slipway.provider.schema;

import dev.slipway.provider.value.Path;

/**
 * A value was read that Terraform does not know yet. While planning, ask with {@link Fields#value}
 * first; while applying, it means that the plan left a value open that nobody filled.
 */
public final class UnknownValueException extends RuntimeException {

  private final transient Path path;

  public UnknownValueException(Path path) {
    super("%s is not known yet".formatted(path));
    this.path = path;
  }

  public Path path() {
    return path;
  }
}
