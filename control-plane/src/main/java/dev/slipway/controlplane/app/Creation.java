package dev.slipway.controlplane.app;

/** How making an app went. */
public sealed interface Creation {
  record Made(App app) implements Creation {}

  /** The same request was carried out before; nothing was written. */
  record Repeated(App app) implements Creation {}

  /** An unclaimed app of the same author was taken over; it has the wanted spec now. */
  record Adopted(App app) implements Creation {}

  record NameTaken(App by) implements Creation {}

  /** The request id was used before, for something else or for an app that is gone. */
  record RequestReused() implements Creation {}
}
