package dev.slipway.controlplane.runtime;

import dev.slipway.controlplane.app.Endpoint;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One running copy.
 *
 * @param endpoint where it answers, or null while it has no address
 * @param reason how it last ended or what it waits for, in plain words; empty when all is well
 */
public record ReplicaStatus(
    String id,
    long revision,
    State state,
    int restarts,
    Instant startedAt,
    @Nullable Endpoint endpoint,
    String reason) {
  public enum State {
    STARTING,
    READY,
    /** Runs, but its readiness probe fails. */
    NOT_READY,
    /** Exited; waits to be started again. */
    RESTARTING,
    LEAVING
  }
}
