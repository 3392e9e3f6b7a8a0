package dev.slipway.controlplane.home;

/** The home folder cannot be used; the message says which file and what to do. */
public final class HomeException extends RuntimeException {
  private static final long serialVersionUID = 1;

  HomeException(String message) {
    super(message);
  }

  HomeException(String message, Throwable cause) {
    super(message, cause);
  }
}
