package dev.slipway.controlplane.app;

import dev.slipway.controlplane.vocabulary.AppId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An app to be made.
 *
 * @param id for the case that a new app is made of it
 * @param image or null when nobody could be asked for its digest
 * @param requestId the client's; empty: the request cannot be repeated safely
 * @param requestHash fingerprint of what the client sent with the request id
 * @param adoptUnclaimed an unclaimed app of the same name by the same author is taken over and
 *     updated instead of refused
 */
public record NewApp(
    AppId id,
    String project,
    AppSpec spec,
    @Nullable PinnedImage image,
    Caller by,
    Instant at,
    String requestId,
    String requestHash,
    boolean adoptUnclaimed) {}
