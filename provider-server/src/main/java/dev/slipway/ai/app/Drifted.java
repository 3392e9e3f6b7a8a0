package dev.slipway.ai.app;

import dev.slipway.ai.client.ControlPlane;
import dev.slipway.ai.client.FieldPath;
import dev.slipway.proto.v1.App;
import dev.slipway.proto.v1.Drift;
import dev.slipway.provider.Context;
import dev.slipway.provider.plan.Change;
import dev.slipway.provider.plan.Plan;
import dev.slipway.provider.value.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Changes that others made to an app in its runtime, where {@code drift = "report"}. A read shows
 * them in the attributes that they contradict, and all of them in {@code changed_outside}, which
 * every plan wants empty: so each is put right by the next apply.
 */
final class Drifted {
  private Drifted() {}

  /** What is to be put right. What the user has handed over is none of it. */
  static List<Drift> of(App app, Set<String> managedOutside) {
    return app.getStatus().getDriftList().stream()
        .filter(drift -> !managedOutside.contains(attribute(drift)))
        .toList();
  }

  private static String attribute(Drift drift) {
    return FieldPath.of(drift.getSpecField()).steps().stream()
        .findFirst()
        .map(step -> step instanceof Path.Step.Attribute(var name) ? name : "")
        .orElse("");
  }

  /** The plan that leaves nothing changed outside. */
  static Plan putRight(Change change) {
    var plan = change.plan();
    boolean drifted =
        change
            .prior()
            .filter(prior -> !prior.get(AppAttributes.CHANGED_OUTSIDE, List.of()).isEmpty())
            .isPresent();
    if (drifted) {
      // Although nothing else may change, the apply reaches the app.
      plan =
          plan.withUnknown(AppAttributes.STATE)
              .withUnknown(AppAttributes.REVISION)
              .withUnknown(AppAttributes.IMAGE_DIGEST)
              .withUnknown(AppAttributes.AVAILABLE_REPLICAS);
    }
    return drifted || !plan.isKnown(AppAttributes.CHANGED_OUTSIDE)
        ? plan.with(AppAttributes.CHANGED_OUTSIDE, List.of())
        : plan;
  }

  /** One warning for the app: what was changed, by whom and when, and what an apply does to it. */
  static void warn(App app, List<Drift> drift, Context<ControlPlane> context) {
    if (drift.isEmpty()) {
      return;
    }
    var name = app.getSpec().getName();
    context.warning(
        "%s was changed in its runtime".formatted(name),
        """
        %s

        The next apply puts %s as this configuration says. To keep a change, write it into the \
        configuration; to have such changes reverted at once, set drift = "enforce".\
        """
            .formatted(
                drift.stream().map(Drifted::line).collect(Collectors.joining("\n")),
                drift.size() == 1 ? "it back" : "them back"));
  }

  private static String line(Drift drift) {
    var who = drift.getManager().isEmpty() ? "" : ", by " + drift.getManager();
    return "  %s: %s%s, %s"
        .formatted(
            drift.getField().isEmpty()
                ? drift.getObject()
                : drift.getObject() + " " + drift.getField(),
            difference(drift),
            who,
            Instant.ofEpochSecond(drift.getTime().getSeconds()));
  }

  private static String difference(Drift drift) {
    if (drift.getActual().isEmpty()) {
      return drift.getField().isEmpty() ? "deleted" : "removed, was " + drift.getWanted();
    }
    return drift.getWanted().isEmpty()
        ? "added, is " + drift.getActual()
        : "%s -> %s".formatted(drift.getWanted(), drift.getActual());
  }
}
