package dev.slipway.provider.test.rules;

/** What a plan does to an object. */
public enum PlannedAction {
  CREATE,
  UPDATE,
  /** A new object for the old one. */
  REPLACE,
  DESTROY,
  NOTHING
}
