package dev.slipway.provider.internal.plugin;

/** Why a plugin process cannot start; the message says what is wrong and what to do. */
final class StartFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StartFailure(String message) {
    super(message);
  }

  StartFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
