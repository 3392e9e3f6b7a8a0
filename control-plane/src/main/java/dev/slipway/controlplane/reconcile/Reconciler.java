package dev.slipway.controlplane.reconcile;

import dev.slipway.controlplane.app.Admission;
import dev.slipway.controlplane.app.App;
import dev.slipway.controlplane.app.AppState;
import dev.slipway.controlplane.app.AppStatus;
import dev.slipway.controlplane.app.Apps;
import dev.slipway.controlplane.app.Event;
import dev.slipway.controlplane.app.PinnedImage;
import dev.slipway.controlplane.catalog.Catalog;
import dev.slipway.controlplane.catalog.Flavor;
import dev.slipway.controlplane.runtime.Drivers;
import dev.slipway.controlplane.runtime.ImageUnavailableException;
import dev.slipway.controlplane.runtime.Observation;
import dev.slipway.controlplane.runtime.RuntimeDriver;
import dev.slipway.controlplane.runtime.RuntimeUnavailableException;
import dev.slipway.controlplane.runtime.Workload;
import dev.slipway.controlplane.vocabulary.AppId;
import dev.slipway.controlplane.vocabulary.RegionName;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Brings one app about: reads what is wanted, tells the runtime, writes down what there is. Every
 * step is safe to repeat, so it may be cut off anywhere; at most one thread per app.
 */
final class Reconciler {
  private static final Duration SELDOM = Duration.ofMinutes(1);

  private final Apps apps;
  private final Catalog catalog;
  private final Drivers drivers;
  private final Inbox inbox;
  private final Runnable admit;
  private final Duration grace;
  private final Clock clock;

  /** What each runtime was last told, by this process. */
  private final Map<AppId, Applied> applied = new ConcurrentHashMap<>();

  /** Since when regions do not answer. */
  private final Map<RegionName, Instant> silent = new ConcurrentHashMap<>();

  /**
   * What a runtime was told.
   *
   * @param generation that the workload is of
   */
  private record Applied(long generation, Workload workload) {}

  /**
   * Made once for all apps.
   *
   * @param admit asks for a round of admissions, soon
   * @param grace how long a region may be silent before its apps show it
   */
  Reconciler(
      Apps apps,
      Catalog catalog,
      Drivers drivers,
      Inbox inbox,
      Runnable admit,
      Duration grace,
      Clock clock) {
    this.apps = apps;
    this.catalog = catalog;
    this.drivers = drivers;
    this.inbox = inbox;
    this.admit = admit;
    this.grace = grace;
    this.clock = clock;
  }

  /** Forgets what runtimes were told, so that the next looks tell them again. */
  void doubt() {
    applied.clear();
  }

  Outcome reconcile(AppId id) throws InterruptedException {
    var found = apps.find(id);
    if (found.isEmpty()) {
      return removeEverywhere(id);
    }
    var app = found.get();
    var region = app.spec().region();
    var driver = drivers.in(region);
    if (driver.isEmpty()) {
      return withoutRegion(app);
    }
    try {
      var outcome = reconcile(app, driver.get());
      silent.remove(region);
      return outcome;
    } catch (RuntimeUnavailableException e) {
      return unreachable(app, String.valueOf(e.getMessage()));
    }
  }

  private Outcome reconcile(App app, RuntimeDriver driver) throws InterruptedException {
    if (app.deleting()) {
      return delete(app, driver);
    }
    if (!app.spec().running()) {
      return stop(app, driver);
    }
    return app.admitted() ? run(app, driver) : keepWaiting(app, driver);
  }

  /** Nobody owns it: a leftover of an app that was deleted, or of a step that was cut off. */
  private Outcome removeEverywhere(AppId id) throws InterruptedException {
    applied.remove(id);
    for (var driver : drivers.all().values()) {
      try {
        driver.remove(id, Duration.ZERO);
      } catch (RuntimeUnavailableException e) {
        return new Outcome.Retry(SELDOM, String.valueOf(e.getMessage()));
      }
    }
    inbox.written(id, inbox.of(id));
    return new Outcome.Settled();
  }

  private Outcome delete(App app, RuntimeDriver driver) throws InterruptedException {
    driver.remove(app.id(), app.spec().rollout().terminationGrace());
    gone(app);
    return new Outcome.Settled();
  }

  private void gone(App app) {
    apps.gone(app.id(), clock.instant());
    applied.remove(app.id());
    inbox.written(app.id(), inbox.of(app.id()));
    admit.run();
  }

  private Outcome stop(App app, RuntimeDriver driver) {
    tell(driver, app, WorkloadOf.stopped(app), app.generation());
    var seen = driver.observe(app.id());
    report(app, app.generation(), seen, null);
    boolean holdsOrWaits = app.admission().resources() != null || !app.admitted();
    if (seen.replicas().isEmpty() && holdsOrWaits) {
      apps.admit(
          app.id(), app.generation(), new Admission(app.generation(), null, 0, ""), List.of());
      admit.run();
    }
    return new Outcome.Settled();
  }

  /** What was let in before keeps running; the rest is up to the next rounds of admissions. */
  private Outcome keepWaiting(App app, RuntimeDriver driver) {
    if (app.admission().waitingFor().isEmpty()) {
      admit.run();
    }
    var earlier =
        app.admission().resources() == null
            ? Optional.<Workload>empty()
            : apps.revision(app.id(), app.admission().generation())
                .flatMap(revision -> {
                  var image = revision.image();
                  return image == null
                      ? Optional.empty()
                      : flavor(revision.spec().resources().flavor())
                          .map(flavor -> WorkloadOf.earlier(app, revision, image, flavor));
                });
    earlier.ifPresent(workload -> tell(driver, app, workload, app.admission().generation()));
    report(
        app,
        earlier.isPresent() ? app.admission().generation() : 0,
        driver.observe(app.id()),
        null);
    return new Outcome.Settled();
  }

  private Outcome run(App app, RuntimeDriver driver) {
    var flavor = flavor(app.spec().resources().flavor());
    if (flavor.isEmpty()) {
      var why =
          "flavor %s is not in the catalog any more; put it back, or give the app another one"
              .formatted(app.spec().resources().flavor());
      report(app, 0, driver.observe(app.id()), new Obstacle(AppState.ERROR, why));
      return new Outcome.GiveUp(why);
    }
    var image = app.image();
    if (image == null) {
      return pin(app, driver);
    }
    tell(driver, app, WorkloadOf.wanted(app, image, flavor.get()), app.generation());
    report(app, app.generation(), driver.observe(app.id()), null);
    return new Outcome.Settled();
  }

  /** Nobody could be asked about the image when the revision was made. */
  private Outcome pin(App app, RuntimeDriver driver) {
    try {
      var facts = driver.inspectImage(app.spec().image());
      var image = new PinnedImage(facts.digest(), facts.pinned());
      apps.pin(app.id(), app.revision(), image);
      apps.record(app.id(), List.of(Event.pinned(clock.instant(), image, app.revision())));
      // Writing it has the app looked at again.
      return new Outcome.Settled();
    } catch (ImageUnavailableException e) {
      var why = "image %s cannot be had: %s".formatted(app.spec().image(), e.getMessage());
      report(
          app,
          0,
          driver.observe(app.id()),
          new Obstacle(e.certain() ? AppState.FAILED : AppState.INITIALIZING, why));
      return new Outcome.Retry(SELDOM, why);
    }
  }

  private Optional<Flavor> flavor(String id) {
    return catalog.flavor(id);
  }

  /** Tells the runtime what is wanted, unless it was told the same. */
  private void tell(RuntimeDriver driver, App app, Workload workload, long generation) {
    var told = new Applied(generation, workload);
    if (!told.equals(applied.get(app.id()))) {
      if (app.status().settledGeneration() == generation) {
        driver.resume(workload);
      } else {
        driver.apply(workload);
      }
      applied.put(app.id(), told);
    }
  }

  /**
   * Writes down what was seen.
   *
   * @param told the generation that the runtime was told; 0: none
   */
  private void report(App app, long told, Observation seen, @Nullable Obstacle obstacle) {
    var status = StateOf.of(app, told, seen, obstacle, clock.instant());
    // Whoever was told of an earlier generation compares with that.
    write(
        app,
        status,
        told == app.generation() ? DriftEvents.between(app, status, clock.instant()) : List.of());
  }

  private void write(App app, AppStatus status, List<Event> more) {
    var told = inbox.of(app.id());
    var events = new ArrayList<>(told);
    events.addAll(more);
    transition(app, status).ifPresent(events::add);
    // Most looks find nothing new; they leave the store's one writer to those who have news.
    if (!events.isEmpty() || !status.equals(app.status())) {
      apps.report(app.id(), status, events);
      inbox.written(app.id(), told);
    }
  }

  /** What the timeline says when the app gets into a state that people wait for, or fear. */
  private Optional<Event> transition(App app, AppStatus status) {
    var before = app.status();
    boolean sameAsBefore =
        status.state() == before.state()
            && (status.state() != AppState.RUNNING
                || status.observedGeneration() == before.observedGeneration());
    if (sameAsBefore) {
      return Optional.empty();
    }
    return switch (status.state()) {
      case RUNNING ->
          Optional.of(
              event(
                  app,
                  status,
                  Event.Severity.NORMAL,
                  "running, %d of %d replicas ready"
                      .formatted(status.availableReplicas(), status.targetReplicas())));
      case STOPPED -> Optional.of(event(app, status, Event.Severity.NORMAL, "stopped"));
      case FAILED ->
          Optional.of(
              event(
                  app,
                  status,
                  Event.Severity.WARNING,
                  "failed: " + status.reason() + stillServing(app, status)));
      case ERROR ->
          Optional.of(event(app, status, Event.Severity.WARNING, "error: " + status.reason()));
      case QUEUED, INITIALIZING, SCALING, STOPPING, DELETING, DELETED -> Optional.empty();
    };
  }

  private static String stillServing(App app, AppStatus status) {
    long serving = status.servingRevision();
    return serving == 0 || serving == app.revision()
        ? ""
        : "; revision %d still serves".formatted(serving);
  }

  private Event event(App app, AppStatus status, Event.Severity severity, String message) {
    return Event.of(clock.instant(), severity, status.state().name(), message, app.revision());
  }

  private Outcome withoutRegion(App app) {
    if (app.deleting()) {
      // Nothing can be asked to remove it, and nothing here could ever reach it again.
      gone(app);
      return new Outcome.Settled();
    }
    var why =
        "region %s is not in the catalog any more; put it back, or delete the app"
            .formatted(app.spec().region());
    report(app, 0, Observation.nothing(app.id()), new Obstacle(AppState.ERROR, why));
    return new Outcome.GiveUp(why);
  }

  /** Something unforeseen keeps the app from being looked at. */
  void broken(AppId id, String why) {
    apps.find(id)
        .filter(app -> !app.deleting())
        .ifPresent(app ->
            write(
                app,
                app.status()
                    .in(
                        AppState.ERROR,
                        "the control plane fails on it, its log has more: " + why,
                        clock.instant()),
                List.of()));
  }

  /** Replicas may well run on; only nobody can tell. */
  private Outcome unreachable(App app, String why) {
    var since = silent.computeIfAbsent(app.spec().region(), _ -> clock.instant());
    // An engine that comes back may have lost what it was told.
    applied.remove(app.id());
    boolean rests = !app.spec().running() && app.status().state() == AppState.STOPPED;
    if (!rests && Duration.between(since, clock.instant()).compareTo(grace) >= 0) {
      var reason =
          "region %s does not answer since %s: %s".formatted(app.spec().region(), since, why);
      write(
          app,
          app.deleting()
              ? app.status().in(AppState.DELETING, reason, clock.instant())
              : app.status().in(AppState.ERROR, reason, clock.instant()),
          List.of());
    }
    return new Outcome.Silent(why);
  }
}
