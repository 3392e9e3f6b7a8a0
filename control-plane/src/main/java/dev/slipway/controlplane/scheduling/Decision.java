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
  record Wait(AppId app, Cause cause, String reason) implements Decision {}

  /** What has to happen first. */
  enum Cause {
    /** Others must leave room. */
    TAKEN,
    /** Even alone it needs more than its project may hold. */
    QUOTA_TOO_SMALL,
    /** Even alone it needs more than its region has. */
    REGION_TOO_SMALL,
    /** The region's engine must answer. */
    REGION_SILENT
  }
}
