package dev.slipway.examples.notes;

import static dev.slipway.provider.schema.Attributes.bool;
import static dev.slipway.provider.schema.Attributes.duration;
import static dev.slipway.provider.schema.Checks.atLeast;

import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.schema.Shape;
import java.time.Duration;

/** When to bring a note up again, as record and as nested object. */
record Reminder(Duration every, boolean aloud) {

  static final Attribute<Duration> EVERY =
      duration("every").required().check(atLeast(Duration.ofMinutes(1))).doc("Such as `24h`.");
  static final Attribute<Boolean> ALOUD = bool("aloud").optional().defaultsTo(false);

  static final Shape<Reminder> SHAPE =
      Shape.of(EVERY, ALOUD)
          .as(
              object -> new Reminder(object.get(EVERY), object.get(ALOUD)),
              (reminder, object) ->
                  object.with(EVERY, reminder.every()).with(ALOUD, reminder.aloud()));
}
