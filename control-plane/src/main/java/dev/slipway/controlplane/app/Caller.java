package dev.slipway.controlplane.app;

/**
 * Who did something, as the timeline shows it.
 *
 * @param author the person or account, such as {@code alice}
 * @param client the program, such as {@code terraform}
 */
public record Caller(String author, String client) {
  /** The control plane itself. */
  public static final Caller SLIPWAY = new Caller("slipway", "control-plane");
}
