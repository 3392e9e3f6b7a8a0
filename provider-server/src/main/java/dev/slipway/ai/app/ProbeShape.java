package dev.slipway.ai.app;

import static dev.slipway.provider.schema.Attributes.duration;
import static dev.slipway.provider.schema.Attributes.int32;
import static dev.slipway.provider.schema.Attributes.string;

import dev.slipway.proto.v1.Probe;
import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.schema.Nested;
import dev.slipway.provider.schema.Shape;
import java.time.Duration;
import java.util.Optional;

/** {@code readiness_probe} and {@code liveness_probe}. */
final class ProbeShape {
  private static final Attribute<String> PATH =
      string("path").optional().defaultsTo("/").doc("Path of the GET request; 200 is healthy.");
  private static final Attribute<Integer> PORT =
      int32("port").optional().doc("Port to ask, if it is not the app's own.");
  private static final Attribute<Duration> INITIAL_DELAY =
      duration("initial_delay")
          .optional()
          .defaultsTo(Duration.ZERO)
          .doc("From the start of a replica to the first try.");
  private static final Attribute<Duration> PERIOD =
      duration("period").optional().defaultsTo(Duration.ofSeconds(10)).doc("From try to try.");
  private static final Attribute<Duration> TIMEOUT =
      duration("timeout")
          .optional()
          .defaultsTo(Duration.ofSeconds(1))
          .doc("A try without an answer for this long has failed.");
  private static final Attribute<Integer> FAILURE_THRESHOLD =
      int32("failure_threshold")
          .optional()
          .defaultsTo(3)
          .doc("Tries in a row that must fail before a replica counts as unhealthy.");
  private static final Attribute<Integer> SUCCESS_THRESHOLD =
      int32("success_threshold")
          .optional()
          .defaultsTo(1)
          .doc("Tries in a row that must succeed before it counts as healthy again.");

  static final Shape<Probe> SHAPE =
      Shape.of(PATH, PORT, INITIAL_DELAY, PERIOD, TIMEOUT, FAILURE_THRESHOLD, SUCCESS_THRESHOLD)
          .as(ProbeShape::read, ProbeShape::write);

  private ProbeShape() {}

  private static Probe read(Nested object) {
    return Probe.newBuilder()
        .setPath(object.get(PATH))
        .setPort(object.get(PORT, 0))
        .setInitialDelay(Durations.toProto(object.get(INITIAL_DELAY)))
        .setPeriod(Durations.toProto(object.get(PERIOD)))
        .setTimeout(Durations.toProto(object.get(TIMEOUT)))
        .setFailureThreshold(object.get(FAILURE_THRESHOLD))
        .setSuccessThreshold(object.get(SUCCESS_THRESHOLD))
        .build();
  }

  private static Nested write(Probe probe, Nested object) {
    return object
        .with(PATH, probe.getPath())
        .with(PORT, Optional.of(probe.getPort()).filter(port -> port != 0))
        .with(INITIAL_DELAY, Durations.toJava(probe.getInitialDelay()))
        .with(PERIOD, Durations.toJava(probe.getPeriod()))
        .with(TIMEOUT, Durations.toJava(probe.getTimeout()))
        .with(FAILURE_THRESHOLD, probe.getFailureThreshold())
        .with(SUCCESS_THRESHOLD, probe.getSuccessThreshold());
  }
}
