package dev.slipway.controlplane.runtime.kubernetes;

import java.time.Duration;

/** The cluster answers, and refuses. */
final class ClusterException extends RuntimeException {
  private static final long serialVersionUID = 1;

  static final int FORBIDDEN = 403;
  static final int NOT_FOUND = 404;
  static final int CONFLICT = 409;
  static final int UNPROCESSABLE = 422;

  private final int status;
  private final Duration retryAfter;

  /**
   * @param status of HTTP
   * @param message what the cluster says
   * @param retryAfter what the cluster asks for; zero: nothing
   */
  ClusterException(int status, String message, Duration retryAfter) {
    super(message);
    this.status = status;
    this.retryAfter = retryAfter;
  }

  int status() {
    return status;
  }

  Duration retryAfter() {
    return retryAfter;
  }

  /** The cluster has too much to do, or is not well: the same may succeed later. */
  boolean isPassing() {
    return status == 429 || status >= 500;
  }
}
