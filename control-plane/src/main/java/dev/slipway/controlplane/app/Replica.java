package dev.slipway.controlplane.app;

import java.time.Instant;

/**
 * One running copy, as its owner sees it.
 *
 * @param restarts of this copy since it was made
 * @param reason how it last ended or what it waits for, in plain words; empty when all is well
 */
public record Replica(
    String id, long revision, State state, int restarts, Instant startedAt, String reason) {
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
