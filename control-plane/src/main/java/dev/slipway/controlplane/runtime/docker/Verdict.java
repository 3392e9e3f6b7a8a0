package dev.slipway.controlplane.runtime.docker;

/**
 * What a prober holds of a replica.
 *
 * @param text what the last failing try met, such as {@code probe GET :8080/health answers 503};
 *     empty when healthy
 */
record Verdict(boolean healthy, String text) {}
