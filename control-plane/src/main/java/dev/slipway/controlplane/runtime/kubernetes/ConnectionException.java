package dev.slipway.controlplane.runtime.kubernetes;

/** A region's cluster cannot be connected to as the catalog says; nothing was tried yet. */
final class ConnectionException extends RuntimeException {
  private static final long serialVersionUID = 1;

  ConnectionException(String message, Throwable cause) {
    super(message, cause);
  }
}
