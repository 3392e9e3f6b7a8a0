package dev.slipway.controlplane.app;

import java.time.Instant;

/**
 * A change that somebody else made to an app's objects in its runtime, as its owner sees it.
 *
 * @param object for people, such as {@code Deployment sentiment}
 * @param field where in the object, such as {@code spec.replicas}; empty: all of it is gone
 * @param specField the field of the spec that it contradicts, such as {@code image}; empty: none
 * @param wanted as it was applied
 * @param actual as it is now; empty when it is gone
 * @param manager who made it, as the runtime names it; empty when nobody can tell
 * @param time when it was made, or seen first
 */
public record Drift(
    String object,
    String field,
    String specField,
    String wanted,
    String actual,
    String manager,
    Instant time) {

  /** Such as {@code spec.replicas of Deployment sentiment}. */
  public String place() {
    return field.isEmpty() ? object : "%s of %s".formatted(field, object);
  }

  /** The same change, with the time of another sight of it. */
  public Drift at(Instant other) {
    return new Drift(object, field, specField, wanted, actual, manager, other);
  }
}
