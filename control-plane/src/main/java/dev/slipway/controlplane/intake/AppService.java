package dev.slipway.controlplane.intake;

import dev.slipway.controlplane.app.App;
import dev.slipway.controlplane.app.AppSpec;
import dev.slipway.controlplane.app.Apps;
import dev.slipway.controlplane.app.Caller;
import dev.slipway.controlplane.app.Change;
import dev.slipway.controlplane.app.Creation;
import dev.slipway.controlplane.app.NewApp;
import dev.slipway.controlplane.app.Revision;
import dev.slipway.controlplane.app.Roll;
import dev.slipway.controlplane.app.SpecChange;
import dev.slipway.controlplane.catalog.Catalog;
import dev.slipway.controlplane.intake.Checks.Checked;
import dev.slipway.controlplane.runtime.Drivers;
import dev.slipway.controlplane.scheduling.Ledger;
import dev.slipway.controlplane.scheduling.Quotas;
import dev.slipway.controlplane.vocabulary.AppId;
import dev.slipway.controlplane.vocabulary.FailureCode;
import dev.slipway.controlplane.vocabulary.FailureException;
import dev.slipway.controlplane.vocabulary.Finding;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What people can do to apps. A method that returns has written; what it returned is on disk. One
 * that throws {@link FailureException} has changed nothing.
 */
public final class AppService {
  /** Times that a change which named no generation is tried again after another came first. */
  private static final int TRIES = 10;

  private final Catalog catalog;
  private final Apps apps;
  private final Checks checks;
  private final Forecast forecast;
  private final Clock clock;

  public AppService(
      Catalog catalog, Apps apps, Roll roll, Quotas quotas, Drivers drivers, Clock clock) {
    this.catalog = catalog;
    this.apps = apps;
    this.checks = new Checks(catalog, apps, drivers);
    this.forecast = new Forecast(roll, quotas, drivers, new Ledger(catalog));
    this.clock = clock;
  }

  /** Runs every check of {@link #create} and tells all that they find. */
  public Preview previewCreate(Caller by, CreateCommand command) {
    var findings = new Findings();
    var spec = checks.fresh(command.spec(), findings).map(Checked::spec);
    spec.ifPresent(s -> checks.nameFree(command, s, by, findings));
    return preview(AppId.random(), command.project(), spec, findings);
  }

  /** Runs every check of {@link #update} and tells all that they find. */
  public Preview previewUpdate(Caller by, AppId id, UpdateCommand command) {
    var app = live(id);
    if (command.expectedGeneration() != 0 && command.expectedGeneration() != app.generation()) {
      throw stale(app, command.expectedGeneration());
    }
    var findings = new Findings();
    var spec = checks.changed(app, command, findings).map(Checked::spec);
    return preview(id, app.project(), spec, findings);
  }

  private Preview preview(AppId id, String project, Optional<AppSpec> spec, Findings findings) {
    if (spec.isEmpty() || findings.hasErrors()) {
      return new Preview(null, null, new Validation(findings.all(), ""));
    }
    var wouldWait = forecast.wait(id, project, spec.get(), clock.instant(), findings);
    // What is accepted waits for its engine; who only asks is better told to start it first.
    if (spec.get().running()) {
      findings.refuse(FailureCode.RUNTIME_UNAVAILABLE);
    }
    if (findings.hasErrors()) {
      return new Preview(null, null, new Validation(findings.all(), wouldWait));
    }
    return new Preview(
        spec.get(),
        catalog.price(spec.get().resources(), spec.get().scaling()),
        new Validation(findings.all(), wouldWait));
  }

  /**
   * Makes an app, or finds the one that the same request made before.
   *
   * @throws FailureException {@code INVALID_SPEC}, {@code NAME_TAKEN}, {@code REQUEST_ID_REUSED}
   */
  public Accepted create(Caller by, CreateCommand command) {
    var findings = new Findings();
    var checked = orRefuse(checks.fresh(command.spec(), findings), findings);
    var creation =
        apps.create(
            new NewApp(
                AppId.random(),
                command.project(),
                checked.spec(),
                checked.image(),
                by,
                clock.instant(),
                command.requestId(),
                Fingerprint.of(command),
                command.adoptUnclaimed()));
    return switch (creation) {
      case Creation.Made(var app) -> accepted(app, findings, false);
      case Creation.Repeated(var app) -> accepted(app, findings, false);
      case Creation.Adopted(var app) -> accepted(app, findings, true);
      case Creation.NameTaken(var rival) -> throw nameTaken(rival);
      case Creation.RequestReused() ->
          throw new FailureException(
              FailureCode.REQUEST_ID_REUSED,
              "request_id %s was used before, for another spec or for an app that is gone. Send a fresh id with every new request."
                  .formatted(command.requestId()));
    };
  }

  /**
   * Gives an app a new spec; an equal one changes nothing but what others have changed in the
   * runtime, which it puts right.
   *
   * @throws FailureException {@code INVALID_SPEC}, {@code APP_NOT_FOUND}, {@code APP_DELETING},
   *     {@code STALE_GENERATION}, which names the change that came first
   */
  public Accepted update(Caller by, AppId id, UpdateCommand command) {
    return change(
        id,
        command.expectedGeneration(),
        app -> {
          var findings = new Findings();
          var checked = orRefuse(checks.changed(app, command, findings), findings);
          return new Wanted(
              new SpecChange(
                  checked.spec(),
                  checked.image(),
                  0,
                  true,
                  by,
                  clock.instant(),
                  "UPDATED",
                  message(app, by, Differences.between(app, checked.spec()))),
              findings);
        });
  }

  /** Starts a stopped app; one that runs stays as it is. */
  public App start(Caller by, AppId id) {
    return running(by, id, true, "STARTED");
  }

  /** Stops an app; its address and its spec stay. */
  public App stop(Caller by, AppId id) {
    return running(by, id, false, "STOPPED_BY_OWNER");
  }

  private App running(Caller by, AppId id, boolean running, String code) {
    return change(
            id,
            0,
            app ->
                new Wanted(
                    new SpecChange(
                        app.spec().withRunning(running),
                        app.image(),
                        0,
                        false,
                        by,
                        clock.instant(),
                        code,
                        message(app, by, running ? "starts it" : "stops it")),
                    new Findings()))
        .app();
  }

  /**
   * Makes a new revision of an old one's spec and image.
   *
   * @param expectedGeneration must be the app's current one; 0 leaves the check out
   * @throws FailureException {@code REVISION_NOT_FOUND}, and as {@link #update}
   */
  public App rollback(Caller by, AppId id, long revision, long expectedGeneration) {
    var old =
        apps.revision(id, revision)
            .orElseThrow(() ->
                new FailureException(
                    FailureCode.REVISION_NOT_FOUND,
                    "app %s has no revision %d; it has 1 to %d"
                        .formatted(id, revision, live(id).revision())));
    return change(id, expectedGeneration, app -> rollback(by, app, old)).app();
  }

  private Wanted rollback(Caller by, App app, Revision old) {
    // An old revision says what to run, not whether to: a stopped app stays stopped.
    return new Wanted(
        new SpecChange(
            old.spec().withRunning(app.spec().running()),
            old.image(),
            old.number(),
            true,
            by,
            clock.instant(),
            "ROLLED_BACK",
            message(app, by, "goes back to revision %d".formatted(old.number()))),
        new Findings());
  }

  /**
   * Has an app and everything of it removed. Safe to repeat.
   *
   * @throws FailureException {@code APP_NOT_FOUND}
   */
  public App delete(Caller by, AppId id) {
    return apps.delete(id, by, clock.instant()).orElseThrow(() -> notFound(id));
  }

  private record Wanted(SpecChange change, Findings findings) {}

  private Accepted change(AppId id, long expectedGeneration, Function<App, Wanted> maker) {
    for (int i = 0; i < TRIES; i++) {
      var app = live(id);
      if (expectedGeneration != 0 && expectedGeneration != app.generation()) {
        throw stale(app, expectedGeneration);
      }
      var wanted = maker.apply(app);
      switch (apps.change(id, app.generation(), wanted.change())) {
        case Change.Made(var changed) -> {
          return accepted(changed, wanted.findings(), false);
        }
        case Change.Same(var same) -> {
          return accepted(same, wanted.findings(), false);
        }
        case Change.Stale(var current) -> {
          if (expectedGeneration != 0) {
            throw stale(current, expectedGeneration);
          }
        }
        case Change.Deleting _ -> throw deleting(id);
        case Change.NameTaken(var rival) -> throw nameTaken(rival);
        case Change.Missing() -> throw notFound(id);
      }
    }
    throw stale(live(id), expectedGeneration);
  }

  private App live(AppId id) {
    var app = apps.find(id).orElseThrow(() -> notFound(id));
    if (app.deleting()) {
      throw deleting(id);
    }
    return app;
  }

  private static Checked orRefuse(Optional<Checked> checked, Findings findings) {
    return checked.orElseThrow(() -> {
      var errors = findings.all().stream().filter(Finding::isError).toList();
      return new FailureException(
          FailureCode.INVALID_SPEC,
          errors.stream()
              .map(error -> "%s: %s".formatted(error.field(), error.message()))
              .collect(Collectors.joining("; ")),
          findings.all(),
          Map.of());
    });
  }

  private static Accepted accepted(App app, Findings findings, boolean adopted) {
    return new Accepted(app, new Validation(findings.all(), ""), adopted);
  }

  private static String message(App app, Caller by, String what) {
    return "accepted, revision %d, by %s (%s): %s"
        .formatted(app.revision() + 1, by.client(), by.author(), what);
  }

  private static FailureException nameTaken(App rival) {
    var message = Checks.nameTaken(rival);
    return new FailureException(
        FailureCode.NAME_TAKEN,
        message,
        List.of(Finding.error("name", FailureCode.NAME_TAKEN, message)),
        Map.of("app_id", rival.id().value()));
  }

  private FailureException stale(App current, long expected) {
    var latest = apps.revision(current.id(), current.revision());
    var by = latest.map(Revision::author).orElse(current.author());
    Instant at = latest.map(Revision::createdAt).orElse(current.updatedAt());
    return new FailureException(
        FailureCode.STALE_GENERATION,
        "app %s has changed since: generation %d was expected, %s with %s made generation %d at %s. Read it again and repeat the change."
            .formatted(
                current.spec().name(),
                expected,
                by.author(),
                by.client(),
                current.generation(),
                at),
        List.of(),
        Map.of(
            "current_generation", String.valueOf(current.generation()),
            "author", by.author(),
            "client", by.client(),
            "changed_at", at.toString()));
  }

  private static FailureException deleting(AppId id) {
    return new FailureException(
        FailureCode.APP_DELETING,
        "app %s is being deleted and takes no more changes. Make a new one.".formatted(id));
  }

  private static FailureException notFound(AppId id) {
    return new FailureException(
        FailureCode.APP_NOT_FOUND, "there is no app %s. It may have been deleted.".formatted(id));
  }
}
