package dev.slipway.controlplane.app;

import java.time.Duration;

/**
 * How a new revision replaces an old one.
 *
 * @param maxSurge replicas above the wanted number, rounded up
 * @param maxUnavailable replicas below the wanted number, rounded down
 * @param progressDeadline a rollout without progress for this long has failed
 * @param terminationGrace from the signal to stop until the kill
 */
public record Rollout(
    Share maxSurge, Share maxUnavailable, Duration progressDeadline, Duration terminationGrace) {

  public static final Rollout DEFAULT =
      new Rollout(
          Share.percent(25), Share.percent(25), Duration.ofMinutes(10), Duration.ofSeconds(30));
}
