package dev.slipway.provider.schema;

import dev.slipway.provider.value.Path;

/** A value was read as present that is null. {@link Fields#find} reads what may be absent. */
public final class NullValueException extends RuntimeException {

  private final transient Path path;

  public NullValueException(Path path) {
    super("%s is null".formatted(path));
    this.path = path;
  }

  public Path path() {
    return path;
  }
}
