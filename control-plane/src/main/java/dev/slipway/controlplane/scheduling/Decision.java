package dev.slipway.controlplane.scheduling;

import dev.slipway.controlplane.vocabulary.AppId;

/** What becomes of one waiting app. */
public sealed interface Decision {
  AppId app();

  record Admit(AppId app) implements Decision {}

  /**
   * Not yet.
   *
   * @param reason for people, with figures: what it needs, what is free, who holds the rest
   */
  record Wait(AppId app, String reason) implements Decision {}
}
