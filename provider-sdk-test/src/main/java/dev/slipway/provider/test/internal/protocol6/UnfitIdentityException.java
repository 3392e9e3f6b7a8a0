package dev.slipway.provider.test.internal.protocol6;

import dev.slipway.provider.internal.codec.CodecException;

/** An answer came with an identity that is not of its type. */
public final class UnfitIdentityException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient CodecException misfit;

  UnfitIdentityException(CodecException misfit) {
    super(misfit);
    this.misfit = misfit;
  }

  public CodecException misfit() {
    return misfit;
  }
}
