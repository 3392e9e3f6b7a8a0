package dev.slipway.controlplane.runtime;

import java.time.Instant;

/**
 * A change that somebody else made to what the driver had applied.
 *
 * @param object for people, such as {@code Deployment sentiment}
 * @param field where in the object, such as {@code spec.replicas}; empty: all of it is gone
 * @param specField the field of the app's spec that it contradicts, such as {@code image} or {@code
 *     scaling.fixed.replicas}; empty when it is none's
 * @param wanted as the driver had applied it
 * @param actual as it is now; empty when it is gone
 * @param manager who made it, as the engine names it, such as {@code kubectl-edit}; empty when
 *     nobody can tell
 * @param time when it was made, or seen first
 */
public record Drift(
    String object,
    String field,
    String specField,
    String wanted,
    String actual,
    String manager,
    Instant time) {}
