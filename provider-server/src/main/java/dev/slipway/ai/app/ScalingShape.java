package dev.slipway.ai.app;

import static dev.slipway.provider.schema.Attributes.duration;
import static dev.slipway.provider.schema.Attributes.int32;
import static dev.slipway.provider.schema.Attributes.object;
import static dev.slipway.provider.schema.Attributes.string;
import static dev.slipway.provider.schema.Checks.oneOf;
import static dev.slipway.provider.schema.Rules.exactlyOneOf;

import dev.slipway.proto.v1.Scaling;
import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.schema.Nested;
import dev.slipway.provider.schema.Shape;
import java.time.Duration;
import java.util.Optional;

/** {@code scaling}: a fixed number of replicas, or between two bounds by measured use. */
final class ScalingShape {
  private static final Attribute<Integer> REPLICAS =
      int32("replicas").required().doc("Running copies, 1 to 10.");
  private static final Shape<Scaling.Fixed> FIXED_SHAPE =
      Shape.of(REPLICAS)
          .as(
              object -> Scaling.Fixed.newBuilder().setReplicas(object.get(REPLICAS)).build(),
              (fixed, object) -> object.with(REPLICAS, fixed.getReplicas()));

  private static final Attribute<Integer> MIN =
      int32("min").optional().defaultsTo(1).doc("Fewest replicas, 1 or more.");
  private static final Attribute<Integer> MAX =
      int32("max").required().doc("Most replicas, `min` to 10.");
  private static final Attribute<String> METRIC =
      string("metric")
          .optional()
          .defaultsTo("CPU")
          .check(oneOf("CPU", "RAM"))
          .doc("What is measured: `CPU` or `RAM`.");
  private static final Attribute<Integer> TARGET =
      int32("target")
          .optional()
          .defaultsTo(75)
          .doc("Average use over the replicas, in percent of what each may use.");
  private static final Attribute<Duration> SCALE_UP_WINDOW =
      duration("scale_up_window")
          .optional()
          .defaultsTo(Duration.ZERO)
          .doc("How long a higher need must last before replicas come.");
  private static final Attribute<Duration> SCALE_DOWN_WINDOW =
      duration("scale_down_window")
          .optional()
          .defaultsTo(Duration.ofMinutes(5))
          .doc("How long a lower need must last before replicas go.");
  private static final Shape<Scaling.Automatic> AUTOMATIC_SHAPE =
      Shape.of(MIN, MAX, METRIC, TARGET, SCALE_UP_WINDOW, SCALE_DOWN_WINDOW)
          .as(ScalingShape::readAutomatic, ScalingShape::writeAutomatic);

  private static final Attribute<Scaling.Fixed> FIXED =
      object("fixed", FIXED_SHAPE).optional().doc("Always this many replicas.");
  private static final Attribute<Scaling.Automatic> AUTOMATIC =
      object("automatic", AUTOMATIC_SHAPE).optional().doc("As many replicas as the use needs.");

  static final Shape<Scaling> SHAPE =
      Shape.of(FIXED, AUTOMATIC)
          .rules(exactlyOneOf(FIXED, AUTOMATIC))
          .as(ScalingShape::read, ScalingShape::write);

  static final Scaling ONE_REPLICA =
      Scaling.newBuilder().setFixed(Scaling.Fixed.newBuilder().setReplicas(1)).build();

  private ScalingShape() {}

  private static Scaling read(Nested object) {
    var scaling = Scaling.newBuilder();
    object.find(FIXED).ifPresent(scaling::setFixed);
    object.find(AUTOMATIC).ifPresent(scaling::setAutomatic);
    return scaling.build();
  }

  private static Nested write(Scaling scaling, Nested object) {
    return object
        .with(FIXED, Optional.of(scaling.getFixed()).filter(_ -> scaling.hasFixed()))
        .with(AUTOMATIC, Optional.of(scaling.getAutomatic()).filter(_ -> scaling.hasAutomatic()));
  }

  private static Scaling.Automatic readAutomatic(Nested object) {
    return Scaling.Automatic.newBuilder()
        .setMin(object.get(MIN))
        .setMax(object.get(MAX))
        .setMetric(Scaling.Metric.valueOf(object.get(METRIC)))
        .setTarget(object.get(TARGET))
        .setScaleUpWindow(Durations.toProto(object.get(SCALE_UP_WINDOW)))
        .setScaleDownWindow(Durations.toProto(object.get(SCALE_DOWN_WINDOW)))
        .build();
  }

  private static Nested writeAutomatic(Scaling.Automatic automatic, Nested object) {
    return object
        .with(MIN, automatic.getMin())
        .with(MAX, automatic.getMax())
        .with(METRIC, automatic.getMetric().name())
        .with(TARGET, automatic.getTarget())
        .with(SCALE_UP_WINDOW, Durations.toJava(automatic.getScaleUpWindow()))
        .with(SCALE_DOWN_WINDOW, Durations.toJava(automatic.getScaleDownWindow()));
  }
}
