package dev.slipway.controlplane.runtime.kubernetes;

import java.time.Instant;

/**
 * What Kubernetes calls an Event, as far as it is told on: somebody in the cluster says something
 * about an object. The same thing again raises the count and the time.
 *
 * @param uid of the saying itself
 * @param object uid of what it is about
 * @param kind likewise, such as {@code Pod}
 * @param field which part of it, such as {@code spec.containers{app}}; may be empty
 * @param reason for programs, such as {@code FailedMount}
 * @param message in the speaker's own words
 * @param last when it was said last
 */
record Happening(
    String uid,
    String object,
    String kind,
    String field,
    boolean warning,
    String reason,
    String message,
    int count,
    Instant last) {}
