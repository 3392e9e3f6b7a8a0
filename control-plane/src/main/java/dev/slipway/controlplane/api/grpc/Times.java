package dev.slipway.controlplane.api.grpc;

import com.google.protobuf.Timestamp;
import dev.slipway.controlplane.vocabulary.FailureCode;
import dev.slipway.controlplane.vocabulary.FailureException;
import java.time.Duration;
import java.time.Instant;

/** Instants and durations for the wire and from it. */
final class Times {
  // Protobuf's own limits: the years 1 to 9999, and as much either way.
  private static final long FIRST_SECOND = -62_135_596_800L;
  private static final long LAST_SECOND = 253_402_300_799L;
  private static final long LONGEST_SECONDS = 315_576_000_000L;
  private static final int NANOS = 1_000_000_000;

  static Timestamp wire(Instant instant) {
    return Timestamp.newBuilder()
        .setSeconds(instant.getEpochSecond())
        .setNanos(instant.getNano())
        .build();
  }

  static com.google.protobuf.Duration wire(Duration duration) {
    return com.google.protobuf.Duration.newBuilder()
        .setSeconds(duration.getSeconds())
        .setNanos(duration.getNano())
        .build();
  }

  /**
   * Reads a duration, also a negative one.
   *
   * @throws FailureException longer than 10,000 years
   */
  static Duration duration(com.google.protobuf.Duration wire) {
    if (wire.getSeconds() > LONGEST_SECONDS || wire.getSeconds() < -LONGEST_SECONDS) {
      throw new FailureException(
          FailureCode.BAD_REQUEST, "a duration is longer than 10,000 years; choose a shorter one");
    }
    return Duration.ofSeconds(wire.getSeconds(), wire.getNanos());
  }

  /**
   * Reads an instant.
   *
   * @throws FailureException outside the years 1 to 9999
   */
  static Instant instant(String field, Timestamp wire) {
    boolean valid =
        wire.getSeconds() >= FIRST_SECOND
            && wire.getSeconds() <= LAST_SECOND
            && wire.getNanos() >= 0
            && wire.getNanos() < NANOS;
    if (!valid) {
      throw new FailureException(
          FailureCode.BAD_REQUEST, "%s is not a time in the years 1 to 9999".formatted(field));
    }
    return Instant.ofEpochSecond(wire.getSeconds(), wire.getNanos());
  }

  private Times() {}
}
