package dev.slipway.controlplane.app;

import java.time.Instant;

/**
 * What happened to an app, when, by whom and from which client.
 *
 * @param sequence grows by one per event of an app; 0 until the store has given one
 * @param code for programs, such as {@code REPLICA_EXITED}
 * @param message for people
 * @param revision the revision that it is about, or 0
 * @param replica the replica's id, or empty
 */
public record Event(
    long sequence,
    Instant time,
    Severity severity,
    String code,
    String message,
    long revision,
    String replica,
    Caller by) {
  public enum Severity {
    NORMAL,
    WARNING
  }

  /** An event of the whole app that the control plane itself caused, not stored yet. */
  public static Event of(
      Instant time, Severity severity, String code, String message, long revision) {
    return new Event(0, time, severity, code, message, revision, "", Caller.SLIPWAY);
  }

  /** Which image a revision runs, told once it is let in and the image is known. */
  public static Event pinned(Instant time, PinnedImage image, long revision) {
    return of(time, Severity.NORMAL, "IMAGE_PINNED", "image pinned to " + image.digest(), revision);
  }
}
