package dev.slipway.controlplane.intake;

/**
 * Make an app.
 *
 * @param requestId a UUID of the client; the same id and spec give the same app. Empty: the call
 *     cannot be repeated safely.
 * @param adoptUnclaimed an app of the same name that the same author made and nobody has claimed is
 *     taken over and updated instead of refused
 */
public record CreateCommand(
    String project, SpecDraft spec, String requestId, boolean adoptUnclaimed) {}
