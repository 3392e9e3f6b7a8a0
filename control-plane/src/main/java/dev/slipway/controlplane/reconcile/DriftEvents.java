package dev.slipway.controlplane.reconcile;

import dev.slipway.controlplane.app.App;
import dev.slipway.controlplane.app.AppStatus;
import dev.slipway.controlplane.app.Drift;
import dev.slipway.controlplane.app.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What the timeline says of changes by others: once when they are seen, once when they are gone.
 */
final class DriftEvents {
  private DriftEvents() {}

  /**
   * Pure.
   *
   * @param app as it was
   * @param status as it is
   */
  static List<Event> between(App app, AppStatus status, Instant now) {
    var before = app.status();
    var events = new ArrayList<Event>();
    for (var drift : status.drift()) {
      if (before.drift().stream().noneMatch(known -> isSame(known, drift))) {
        events.add(
            Event.of(now, Event.Severity.WARNING, "DRIFTED", appeared(drift), app.revision()));
      }
    }
    boolean byOwner = status.observedGeneration() != before.observedGeneration();
    for (var known : before.drift()) {
      if (status.drift().stream().noneMatch(drift -> covers(drift, known))) {
        var message = byOwner ? known.place() + " is put right" : gone(known);
        events.add(Event.of(now, Event.Severity.NORMAL, "DRIFT_GONE", message, app.revision()));
      }
    }
    return events;
  }

  private static boolean isSame(Drift one, Drift other) {
    return one.place().equals(other.place()) && one.actual().equals(other.actual());
  }

  /** It is still so, or all of the object is gone by now. */
  private static boolean covers(Drift drift, Drift known) {
    return drift.place().equals(known.place())
        || (drift.field().isEmpty() && drift.object().equals(known.object()));
  }

  private static String appeared(Drift drift) {
    var who = drift.manager().isEmpty() ? "somebody" : drift.manager();
    if (drift.actual().isEmpty()) {
      return drift.field().isEmpty()
          ? "%s has deleted %s".formatted(who, drift.object())
          : "%s has removed %s, it was %s".formatted(who, drift.place(), drift.wanted());
    }
    return drift.wanted().isEmpty()
        ? "%s has set %s to %s".formatted(who, drift.place(), drift.actual())
        : "%s has changed %s from %s to %s"
            .formatted(who, drift.place(), drift.wanted(), drift.actual());
  }

  private static String gone(Drift drift) {
    if (drift.field().isEmpty()) {
      return drift.object() + " is back";
    }
    return drift.wanted().isEmpty()
        ? drift.place() + " is gone"
        : "%s is %s again".formatted(drift.place(), drift.wanted());
  }
}
