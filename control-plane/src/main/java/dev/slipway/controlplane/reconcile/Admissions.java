package dev.slipway.controlplane.reconcile;

import dev.slipway.controlplane.app.Admission;
import dev.slipway.controlplane.app.App;
import dev.slipway.controlplane.app.Apps;
import dev.slipway.controlplane.app.Event;
import dev.slipway.controlplane.app.Roll;
import dev.slipway.controlplane.app.Standing;
import dev.slipway.controlplane.runtime.Drivers;
import dev.slipway.controlplane.scheduling.Decision;
import dev.slipway.controlplane.scheduling.Ledger;
import dev.slipway.controlplane.scheduling.Quotas;
import dev.slipway.controlplane.scheduling.Scheduler;
import dev.slipway.controlplane.vocabulary.AppId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Lets waiting apps in, all in one round, so that no two decisions count the same room twice. A
 * round that was cut off is simply repeated.
 */
final class Admissions {
  /**
   * The least time between two reasons for one app: where many wait, every change of one changes
   * the figures of all.
   */
  private static final Duration BETWEEN_REASONS = Duration.ofSeconds(5);

  private final Apps apps;
  private final Roll roll;
  private final Quotas quotas;
  private final Drivers drivers;
  private final Ledger ledger;
  private final Clock clock;

  /** When apps that wait were told why. */
  private final Map<AppId, Instant> told = new HashMap<>();

  Admissions(Apps apps, Roll roll, Quotas quotas, Drivers drivers, Ledger ledger, Clock clock) {
    this.apps = apps;
    this.roll = roll;
    this.quotas = quotas;
    this.drivers = drivers;
    this.ledger = ledger;
    this.clock = clock;
  }

  /**
   * Decides over every waiting app and writes the decisions down.
   *
   * @return how long it took to decide, which grows with all apps there are; writing does not
   */
  synchronized Duration round() {
    var all = roll.all();
    var waiting =
        all.stream()
            .filter(Standing::waits)
            .collect(Collectors.toMap(Standing::id, Function.identity()));
    told.keySet().retainAll(waiting.keySet());
    if (waiting.isEmpty()) {
      return Duration.ZERO;
    }
    long start = System.nanoTime();
    var snapshot = ledger.snapshot(all, quotas.byProject(), drivers.knownCapacities());
    var decisions = Scheduler.decide(snapshot);
    var deciding = Duration.ofNanos(System.nanoTime() - start);
    for (var decision : decisions) {
      var app = waiting.get(decision.app());
      if (app != null) {
        switch (decision) {
          case Decision.Admit _ -> admit(app);
          case Decision.Wait(_, _, var reason) -> keepWaiting(app, reason);
        }
      }
    }
    return deciding;
  }

  private void admit(Standing standing) {
    apps.find(standing.id())
        .filter(app -> app.generation() == standing.generation())
        .ifPresent(app -> apps.admit(app.id(), app.generation(), Admission.of(app), admitted(app)));
  }

  private void keepWaiting(Standing app, String reason) {
    var before = app.admission().waitingFor();
    var now = clock.instant();
    var last = told.getOrDefault(app.id(), Instant.MIN);
    boolean soon = !before.isEmpty() && now.isBefore(last.plus(BETWEEN_REASONS));
    if (!reason.equals(before) && !soon) {
      told.put(app.id(), now);
      apps.admit(app.id(), app.generation(), app.admission().waiting(reason), queued(app, reason));
    }
  }

  private List<Event> admitted(App app) {
    var events = new ArrayList<Event>();
    var held = app.admission();
    boolean sameShare =
        app.spec().resources().equals(held.resources())
            && app.spec().scaling().max() == held.replicas();
    if (!sameShare) {
      events.add(
          event(
              "PLACED",
              "placed in %s, %s".formatted(app.spec().region(), share(app)),
              app.revision()));
    }
    var image = app.image();
    if (image != null && app.templateRevision() == app.revision()) {
      events.add(Event.pinned(clock.instant(), image, app.revision()));
    }
    return events;
  }

  private static String share(App app) {
    int replicas = app.spec().scaling().max();
    var each = "%d × %s".formatted(app.spec().resources().units(), app.spec().resources().flavor());
    return replicas == 1
        ? each
        : "%s for each of %s%d replicas"
            .formatted(each, app.spec().scaling().min() == replicas ? "" : "at most ", replicas);
  }

  /** Told once; later figures are in the status. */
  private List<Event> queued(Standing app, String reason) {
    return app.admission().waitingFor().isEmpty()
        ? List.of(event("QUEUED", "queued: " + reason, app.generation()))
        : List.of();
  }

  private Event event(String code, String message, long revision) {
    return Event.of(clock.instant(), Event.Severity.NORMAL, code, message, revision);
  }
}
