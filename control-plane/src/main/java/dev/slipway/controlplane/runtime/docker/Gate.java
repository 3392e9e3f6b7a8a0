package dev.slipway.controlplane.runtime.docker;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether new containers can be made: shut for a while after a refusal, longer each time. Belongs
 * to a loop's thread.
 */
final class Gate {
  static final String GPU_UNAVAILABLE = "GPU_UNAVAILABLE";

  private static final Duration SOON = Duration.ofSeconds(2);

  private BackOff backOff = BackOff.NONE;
  private Instant opens = Instant.EPOCH;
  private String code = "";
  private String message = "";
  private boolean certain;
  private boolean fetching;
  private @Nullable String image;

  /** A container was made: all that was in the way is gone. */
  void open() {
    backOff = BackOff.NONE;
    opens = Instant.EPOCH;
    code = "";
    message = "";
    certain = false;
  }

  /**
   * Shuts for a while.
   *
   * @param certain waiting alone will not help
   * @return whether this is news
   */
  boolean shut(String code, String message, boolean certain, Instant now) {
    backOff = backOff.failedAfter(Duration.ZERO);
    return shutUntil(code, message, certain, now.plus(backOff.delay()));
  }

  /** Shuts until what is short may be free: looking again costs little. */
  boolean awaitFree(String message, Instant now) {
    return shutUntil(GPU_UNAVAILABLE, message, false, now.plus(SOON));
  }

  private boolean shutUntil(String code, String message, boolean certain, Instant until) {
    var news = !message.equals(this.message);
    this.code = code;
    this.message = message;
    this.certain = certain;
    this.fetching = false;
    this.opens = until;
    return news;
  }

  boolean isOpen(Instant now) {
    return !now.isBefore(opens) && !fetching;
  }

  /** When to try again; the end of time while nothing waits for that. */
  Instant opensAt(Instant now) {
    return opens.isAfter(now) ? opens : Instant.MAX;
  }

  boolean isShut() {
    return !code.isEmpty();
  }

  boolean isCertain() {
    return certain;
  }

  /** The machine's fault, not the container's. */
  boolean isPlatforms() {
    return code.equals(GPU_UNAVAILABLE);
  }

  String code() {
    return code;
  }

  String message() {
    return message;
  }

  boolean hasImage(String wanted) {
    return wanted.equals(image);
  }

  /** Stays shut until the image is there, or cannot be had. */
  void fetching() {
    fetching = true;
  }

  void fetched(String image) {
    this.image = image;
    fetching = false;
  }

  void lostImage() {
    image = null;
  }
}
