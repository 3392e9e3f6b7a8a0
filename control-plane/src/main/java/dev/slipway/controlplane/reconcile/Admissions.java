package dev.slipway.controlplane.reconcile;

import dev.slipway.controlplane.app.Admission;
import dev.slipway.controlplane.app.App;
import dev.slipway.controlplane.app.Apps;
import dev.slipway.controlplane.app.Event;
import dev.slipway.controlplane.runtime.Drivers;
import dev.slipway.controlplane.scheduling.Decision;
import dev.slipway.controlplane.scheduling.Ledger;
import dev.slipway.controlplane.scheduling.Quotas;
import dev.slipway.controlplane.scheduling.Scheduler;
import dev.slipway.controlplane.vocabulary.AppId;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Lets waiting apps in, all in one round, so that no two decisions count the same room twice. A
 * round that was cut off is simply repeated.
 */
final class Admissions {
  private final Apps apps;
  private final Quotas quotas;
  private final Drivers drivers;
  private final Ledger ledger;
  private final Clock clock;

  Admissions(Apps apps, Quotas quotas, Drivers drivers, Ledger ledger, Clock clock) {
    this.apps = apps;
    this.quotas = quotas;
    this.drivers = drivers;
    this.ledger = ledger;
    this.clock = clock;
  }

  /** Decides over every waiting app and writes the decisions down. */
  synchronized void round() {
    var all = apps.all();
    if (all.stream().noneMatch(Ledger::waits)) {
      return;
    }
    Map<AppId, App> byId = all.stream().collect(Collectors.toMap(App::id, Function.identity()));
    var snapshot = ledger.snapshot(all, quotas.byProject(), drivers.knownCapacities());
    for (var decision : Scheduler.decide(snapshot)) {
      var app = byId.get(decision.app());
      if (app != null) {
        switch (decision) {
          case Decision.Admit _ ->
              apps.admit(app.id(), app.generation(), Admission.of(app), admitted(app));
          case Decision.Wait(_, _, var reason) ->
              apps.admit(
                  app.id(), app.generation(), app.admission().waiting(reason), queued(app, reason));
        }
      }
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
          event("PLACED", "placed in %s, %s".formatted(app.spec().region(), share(app)), app));
    }
    var image = app.image();
    if (image != null && app.templateRevision() == app.revision()) {
      events.add(Reconciler.pinned(app, image, clock.instant()));
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
  private List<Event> queued(App app, String reason) {
    return app.admission().waitingFor().isEmpty()
        ? List.of(event("QUEUED", "queued: " + reason, app))
        : List.of();
  }

  private Event event(String code, String message, App app) {
    return Event.of(clock.instant(), Event.Severity.NORMAL, code, message, app.revision());
  }
}
