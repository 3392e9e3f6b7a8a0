package dev.slipway.controlplane.runtime;

/**
 * Which log lines are wanted.
 *
 * @param replica one replica's id, or empty for all
 * @param tail last lines per replica; negative: all that is kept
 * @param follow stay for what comes
 * @param previous of the run before the current one
 */
public record LogQuery(String replica, int tail, boolean follow, boolean previous) {}
