package dev.slipway.controlplane.runtime;

import dev.slipway.controlplane.vocabulary.AppId;
import java.time.Instant;

/**
 * Something that happened to an app in the runtime, for its timeline.
 *
 * @param code for programs, such as {@code REPLICA_EXITED}
 * @param message for people
 * @param replica the replica's id, or empty
 */
public record RuntimeEvent(
    AppId app,
    Instant time,
    boolean warning,
    String code,
    String message,
    long revision,
    String replica) {}
