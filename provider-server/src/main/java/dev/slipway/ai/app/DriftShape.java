package dev.slipway.ai.app;

import static dev.slipway.provider.schema.Attributes.string;

import com.google.protobuf.Timestamp;
import dev.slipway.proto.v1.Drift;
import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.schema.Nested;
import dev.slipway.provider.schema.Shape;
import java.time.Instant;

/** An element of {@code changed_outside}. */
final class DriftShape {
  private static final Attribute<String> OBJECT =
      string("object").computed().doc("What was changed, such as `Deployment hello`.");
  private static final Attribute<String> FIELD =
      string("field")
          .computed()
          .doc("Where in it, such as `spec.replicas`; empty when all of it is gone.");
  private static final Attribute<String> ATTRIBUTE =
      string("attribute")
          .computed()
          .doc("The attribute that it contradicts, such as `image`; empty when it is none.");
  private static final Attribute<String> WANTED =
      string("wanted").computed().doc("As it was applied.");
  private static final Attribute<String> ACTUAL =
      string("actual").computed().doc("As it is; empty when it is gone.");
  private static final Attribute<String> MANAGER =
      string("manager")
          .computed()
          .doc("Who made the change, such as `kubectl-edit`; empty when nobody can tell.");
  private static final Attribute<String> TIME =
      string("time").computed().doc("When it was made, or seen first, in RFC 3339.");

  static final Shape<Drift> SHAPE =
      Shape.of(OBJECT, FIELD, ATTRIBUTE, WANTED, ACTUAL, MANAGER, TIME)
          .as(DriftShape::read, DriftShape::write);

  private DriftShape() {}

  private static Drift read(Nested object) {
    return Drift.newBuilder()
        .setObject(object.get(OBJECT))
        .setField(object.get(FIELD))
        .setSpecField(object.get(ATTRIBUTE))
        .setWanted(object.get(WANTED))
        .setActual(object.get(ACTUAL))
        .setManager(object.get(MANAGER))
        .setTime(
            Timestamp.newBuilder().setSeconds(Instant.parse(object.get(TIME)).getEpochSecond()))
        .build();
  }

  private static Nested write(Drift drift, Nested object) {
    return object
        .with(OBJECT, drift.getObject())
        .with(FIELD, drift.getField())
        .with(ATTRIBUTE, drift.getSpecField())
        .with(WANTED, drift.getWanted())
        .with(ACTUAL, drift.getActual())
        .with(MANAGER, drift.getManager())
        .with(TIME, Instant.ofEpochSecond(drift.getTime().getSeconds()).toString());
  }
}
