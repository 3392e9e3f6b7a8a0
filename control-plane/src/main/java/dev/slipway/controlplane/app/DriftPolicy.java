package dev.slipway.controlplane.app;

/** What becomes of a change that somebody else makes to an app's objects in the runtime. */
public enum DriftPolicy {
  /** It is reverted, and the timeline says who had made it. */
  ENFORCE,
  /** It stays, and the status says what it is until the owner applies the app again. */
  REPORT
}
