package dev.slipway.controlplane.intake;

import dev.slipway.controlplane.app.App;

/**
 * A command was carried out and is on disk.
 *
 * @param validation warnings only
 * @param adopted an unclaimed app was taken over
 */
public record Accepted(App app, Validation validation, boolean adopted) {}
