package dev.slipway.controlplane.gateway;

/** The gateway process, as far as this control plane looks after it. */
public interface DataPlane {
  /** A gateway somebody else looks after, or none. */
  DataPlane UNMANAGED = () -> false;

  /**
   * The process runs, so it may send requests to apps even while it is not connected to us: just
   * after a start, or when its stream broke.
   */
  boolean running();
}
