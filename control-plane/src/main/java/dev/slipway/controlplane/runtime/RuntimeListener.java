package dev.slipway.controlplane.runtime;

/** Hears what a runtime sees. Calls for one app come in order; they must return quickly. */
public interface RuntimeListener {
  void observed(Observation observation);

  void happened(RuntimeEvent event);

  /**
   * What {@link RuntimeDriver#capacity} says may have changed: a node came or went, somebody took
   * room or left it. Told from any thread, as often as it happens.
   */
  default void capacityChanged() {}
}
