package dev.slipway.controlplane.scheduling;

import dev.slipway.controlplane.vocabulary.AppId;
import java.time.Instant;

/**
 * What an app holds, or would hold once admitted: its most replicas, so that scaling up never has
 * to ask again.
 *
 * @param name as people know the app
 * @param project whose quota it counts against
 * @param pool names the engine of its region; regions on one engine share a pool
 * @param units as the quota counts them: units per replica times replicas
 * @param shape what the engine gives to each replica
 * @param since when it was first wanted; older goes first
 */
public record Demand(
    AppId app,
    String name,
    String project,
    String pool,
    Units units,
    Shape shape,
    int replicas,
    Instant since) {

  /** Units of CPU flavors and of GPU flavors. */
  public record Units(int cpu, int gpu) {}

  /** What the engine gives for all of it. */
  public Amount amount() {
    return shape.share().times(replicas);
  }
}
