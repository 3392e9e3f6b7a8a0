package dev.slipway.controlplane.reconcile;

import dev.slipway.controlplane.app.AppState;

/**
 * What keeps an app from being brought about before its runtime even gets to see it.
 *
 * @param state that it puts the app into
 * @param reason one sentence, for people
 */
record Obstacle(AppState state, String reason) {}
