package dev.slipway.controlplane.app;

import java.time.Duration;

/**
 * An HTTP GET against a replica; 200 is healthy.
 *
 * @param port 1 to 65535; 0: the app's own
 * @param period from the start of one try to the start of the next
 * @param failureThreshold tries in a row that must fail before the replica counts as unhealthy
 * @param successThreshold tries in a row that must succeed before it counts as healthy again
 */
public record Probe(
    String path,
    int port,
    Duration initialDelay,
    Duration period,
    Duration timeout,
    int failureThreshold,
    int successThreshold) {

  public static final Duration DEFAULT_PERIOD = Duration.ofSeconds(10);
  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(1);
  public static final int DEFAULT_FAILURE_THRESHOLD = 3;

  /** The same, with the port that it asks in an app on this port. */
  public Probe of(int appPort) {
    return port != 0
        ? this
        : new Probe(
            path, appPort, initialDelay, period, timeout, failureThreshold, successThreshold);
  }
}
