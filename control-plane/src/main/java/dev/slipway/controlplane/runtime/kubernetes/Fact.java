package dev.slipway.controlplane.runtime.kubernetes;

import java.time.Instant;

/**
 * Something worth telling that a cluster's objects show.
 *
 * @param time when it came about, as far as the cluster says
 * @param code for programs
 * @param revision of the replica; 0 when it is not about one
 * @param replica its id, or empty
 */
record Fact(
    Instant time, boolean warning, String code, String message, long revision, String replica) {}
