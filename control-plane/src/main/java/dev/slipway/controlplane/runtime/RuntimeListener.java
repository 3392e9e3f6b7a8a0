package dev.slipway.controlplane.runtime;

/** Hears what a runtime sees. Calls for one app come in order; they must return quickly. */
public interface RuntimeListener {
  void observed(Observation observation);

  void happened(RuntimeEvent event);
}
