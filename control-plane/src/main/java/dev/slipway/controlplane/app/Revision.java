package dev.slipway.controlplane.app;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An accepted spec, kept.
 *
 * @param number equals the generation that it made
 * @param image or null while nobody could be asked for its digest
 * @param rollbackOf the revision that this one went back to; 0 when it is new
 */
public record Revision(
    long number,
    AppSpec spec,
    @Nullable PinnedImage image,
    long templateRevision,
    Caller author,
    Instant createdAt,
    long rollbackOf) {}
