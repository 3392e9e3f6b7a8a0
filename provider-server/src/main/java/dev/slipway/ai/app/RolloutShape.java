package dev.slipway.ai.app;

import static dev.slipway.provider.schema.Attributes.duration;
import static dev.slipway.provider.schema.Attributes.string;
import static dev.slipway.provider.schema.Checks.matches;

import dev.slipway.proto.v1.Rollout;
import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.schema.Nested;
import dev.slipway.provider.schema.Shape;
import java.time.Duration;

/** {@code rollout}. */
final class RolloutShape {
  private static final String SHARE = "\\d{1,4}|\\d{1,2}%|100%";
  private static final String SHARE_IN_WORDS =
      "a number such as \"1\" or a percentage such as \"25%\"";

  private static final Attribute<String> MAX_SURGE =
      string("max_surge")
          .optional()
          .defaultsTo("25%")
          .check(matches(SHARE, SHARE_IN_WORDS))
          .doc("Replicas above the wanted number, or a percentage of it, rounded up.");
  private static final Attribute<String> MAX_UNAVAILABLE =
      string("max_unavailable")
          .optional()
          .defaultsTo("25%")
          .check(matches(SHARE, SHARE_IN_WORDS))
          .doc("Replicas below the wanted number, or a percentage of it, rounded down.");
  private static final Attribute<Duration> PROGRESS_DEADLINE =
      duration("progress_deadline")
          .optional()
          .defaultsTo(Duration.ofMinutes(10))
          .doc("A rollout without progress for this long has failed; the old replicas serve on.");
  private static final Attribute<Duration> TERMINATION_GRACE =
      duration("termination_grace")
          .optional()
          .defaultsTo(Duration.ofSeconds(30))
          .doc("From the signal to stop until the kill.");

  static final Shape<Rollout> SHAPE =
      Shape.of(MAX_SURGE, MAX_UNAVAILABLE, PROGRESS_DEADLINE, TERMINATION_GRACE)
          .as(RolloutShape::read, RolloutShape::write);

  static final Rollout DEFAULT =
      Rollout.newBuilder()
          .setMaxSurge("25%")
          .setMaxUnavailable("25%")
          .setProgressDeadline(Durations.toProto(Duration.ofMinutes(10)))
          .setTerminationGrace(Durations.toProto(Duration.ofSeconds(30)))
          .build();

  private RolloutShape() {}

  private static Rollout read(Nested object) {
    return Rollout.newBuilder()
        .setMaxSurge(object.get(MAX_SURGE))
        .setMaxUnavailable(object.get(MAX_UNAVAILABLE))
        .setProgressDeadline(Durations.toProto(object.get(PROGRESS_DEADLINE)))
        .setTerminationGrace(Durations.toProto(object.get(TERMINATION_GRACE)))
        .build();
  }

  private static Nested write(Rollout rollout, Nested object) {
    return object
        .with(MAX_SURGE, rollout.getMaxSurge())
        .with(MAX_UNAVAILABLE, rollout.getMaxUnavailable())
        .with(PROGRESS_DEADLINE, Durations.toJava(rollout.getProgressDeadline()))
        .with(TERMINATION_GRACE, Durations.toJava(rollout.getTerminationGrace()));
  }
}
