package dev.slipway.controlplane.runtime.docker;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether new containers can be made: shut for a while after a refusal, longer each time. Belongs
 * to a loop's thread.
 */
final class Gate {
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
    var news = !message.equals(this.message);
    this.code = code;
    this.message = message;
    this.certain = certain;
    this.fetching = false;
    backOff = backOff.failedAfter(Duration.ZERO);
    opens = now.plus(backOff.delay());
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
    return code.equals("GPU_UNAVAILABLE") || code.equals("INTERNAL");
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
