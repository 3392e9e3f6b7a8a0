package dev.slipway.controlplane.app;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A new spec for an app.
 *
 * @param image or null when nobody could be asked for its digest
 * @param rollbackOf the revision that this goes back to, or 0
 * @param putsRight an equal spec is accepted anew where others have changed what runs
 * @param code of the event, such as {@code UPDATED}
 * @param message of the event, such as {@code image changed}
 */
public record SpecChange(
    AppSpec spec,
    @Nullable PinnedImage image,
    long rollbackOf,
    boolean putsRight,
    Caller by,
    Instant at,
    String code,
    String message) {}
