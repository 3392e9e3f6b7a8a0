package dev.slipway.provider.test;

import dev.slipway.provider.diag.Located;
import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.test.rules.PlannedAction;
import dev.slipway.provider.value.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Assertions on a plan. */
public final class PlannedAssert extends AnswerAssert<PlannedAssert, Planned> {

  PlannedAssert(Planned actual) {
    super(actual, PlannedAssert.class);
  }

  /** A new object is made. */
  public PlannedAssert creates() {
    return does(PlannedAction.CREATE);
  }

  /** The object is updated in place; these attributes change, among others. */
  public PlannedAssert updates(Attribute<?>... attributes) {
    does(PlannedAction.UPDATE);
    for (var attribute : attributes) {
      if (!actual.changes().contains(attribute)) {
        throw error(
            "%s was expected to change, but only these do:%n%s"
                .formatted(attribute, differences()));
      }
    }
    return this;
  }

  /** The object is updated in place, and no other attributes change. */
  public PlannedAssert updatesOnly(Attribute<?>... attributes) {
    updates(attributes);
    if (actual.changes().size() != attributes.length) {
      throw error(
          "only %s were expected to change, but there are%n%s"
              .formatted(List.of(attributes), differences()));
    }
    return this;
  }

  /** A new object takes the place of the old one. */
  public PlannedAssert replaces() {
    return does(PlannedAction.REPLACE);
  }

  /** A new object is needed for exactly these changes. */
  public PlannedAssert replacesBecauseOf(Located... causes) {
    return replacesBecauseOf(Stream.of(causes).map(Located::path).toArray(Path[]::new));
  }

  /** As above, for parts: {@code PATH.in(DISKS.at(1))}. */
  public PlannedAssert replacesBecauseOf(Path... causes) {
    does(PlannedAction.REPLACE);
    if (!actual.replacing().equals(List.of(causes))) {
      throw error(
          "%s were expected to need a new object, but %s do"
              .formatted(List.of(causes), actual.replacing()));
    }
    return this;
  }

  /** The object is destroyed. */
  public PlannedAssert destroys() {
    return does(PlannedAction.DESTROY);
  }

  /** Nothing is left to do. */
  public PlannedAssert doesNothing() {
    return does(PlannedAction.NOTHING);
  }

  /** These are known only after the apply. */
  public PlannedAssert leavesOpen(Attribute<?>... attributes) {
    for (var attribute : attributes) {
      hasUnknown(attribute);
    }
    return this;
  }

  /** These stay as they are. */
  public PlannedAssert keeps(Attribute<?>... attributes) {
    for (var attribute : attributes) {
      var raw = actual.raw(attribute);
      var before = actual.prior().raw(attribute);
      require(raw.equals(before), attribute.path(), raw, before.toString());
    }
    return this;
  }

  private PlannedAssert does(PlannedAction action) {
    if (actual.action() != action) {
      throw error(
          "the plan for %s was expected to %s, but it is to %s%s%n%s"
              .formatted(
                  actual.what(),
                  action,
                  actual.action(),
                  actual.replacing().isEmpty() ? "" : " because of " + actual.replacing(),
                  differences()));
    }
    return this;
  }

  private String differences() {
    if (actual.isGone()) {
      return "";
    }
    var lines = new ArrayList<String>();
    for (var attribute : actual.changes()) {
      lines.add(
          "  %s: %s%s"
              .formatted(
                  attribute,
                  actual.prior().isGone() ? "" : actual.prior().raw(attribute) + " -> ",
                  actual.raw(attribute)));
    }
    return lines.stream().collect(Collectors.joining("\n"));
  }
}
