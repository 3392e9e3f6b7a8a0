package dev.slipway.controlplane.app;

/** How changing an app went. */
public sealed interface Change {
  record Made(App app) implements Change {}

  /** The app has this spec already; nothing was written. */
  record Same(App app) implements Change {}

  /** The app is at another generation than expected; nothing was written. */
  record Stale(App current) implements Change {}

  /** The app is being deleted; nothing was written. */
  record Deleting(App current) implements Change {}

  record NameTaken(App by) implements Change {}

  record Missing() implements Change {}
}
