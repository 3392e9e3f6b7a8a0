package dev.slipway.provider.internal.codec;

import dev.slipway.provider.value.Path;

/** Bytes that are no value of their type, or a value that its type or the format cannot carry. */
public final class CodecException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient Path path;

  /**
   * Names the place and the fault.
   *
   * @param reason a clause without a full stop; never content, which may be secret
   */
  public CodecException(Path path, String reason) {
    super(path.isRoot() ? reason : path + ": " + reason);
    this.path = path;
  }

  /** From the whole value to the part at fault. */
  public Path path() {
    return path;
  }
}
