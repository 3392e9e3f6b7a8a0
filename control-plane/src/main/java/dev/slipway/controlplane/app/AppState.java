package dev.slipway.controlplane.app;

/** Where an app is in its life. Derived from spec and observation; see AI Deploy's states. */
public enum AppState {
  /** Accepted, waits for quota or capacity. */
  QUEUED,
  INITIALIZING,
  /** Replicas come, go or are replaced. */
  SCALING,
  RUNNING,
  STOPPING,
  STOPPED,
  /** The container's fault. */
  FAILED,
  /** The platform's fault. */
  ERROR,
  DELETING,
  DELETED
}
