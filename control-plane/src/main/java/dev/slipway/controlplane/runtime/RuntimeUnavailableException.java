package dev.slipway.controlplane.runtime;

/** The engine or cluster does not answer; try again later. */
public final class RuntimeUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public RuntimeUnavailableException(String message) {
    super(message);
  }

  public RuntimeUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
