package dev.slipway.controlplane.gateway.envoy;

/** Envoy cannot be run; the message says why and what to do. */
final class EnvoyUnavailableException extends Exception {
  private static final long serialVersionUID = 1;

  EnvoyUnavailableException(String message) {
    super(message);
  }

  EnvoyUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
