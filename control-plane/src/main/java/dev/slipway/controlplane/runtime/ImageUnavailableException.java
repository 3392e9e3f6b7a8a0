package dev.slipway.controlplane.runtime;

/** An image cannot be had; the message says which registry or engine answered what. */
public final class ImageUnavailableException extends Exception {
  private static final long serialVersionUID = 1;

  private final boolean certain;

  /**
   * @param certain true: it does not exist or access is denied; false: nobody could be asked
   */
  public ImageUnavailableException(String message, boolean certain) {
    super(message);
    this.certain = certain;
  }

  public boolean certain() {
    return certain;
  }
}
