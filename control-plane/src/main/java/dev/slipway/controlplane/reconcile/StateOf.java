package dev.slipway.controlplane.reconcile;

import dev.slipway.controlplane.app.App;
import dev.slipway.controlplane.app.AppState;
import dev.slipway.controlplane.app.AppStatus;
import dev.slipway.controlplane.app.Drift;
import dev.slipway.controlplane.app.Replica;
import dev.slipway.controlplane.app.Scaling;
import dev.slipway.controlplane.runtime.Observation;
import dev.slipway.controlplane.runtime.ReplicaStatus;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Derives an app's status from what its owner wants, what it holds and what was seen. */
final class StateOf {
  /**
   * Pure.
   *
   * @param applied the generation that the runtime was last told; 0: none
   * @param seen what the runtime has of the app
   * @param obstacle why the runtime cannot be told what is wanted, or null
   */
  static AppStatus of(
      App app, long applied, Observation seen, @Nullable Obstacle obstacle, Instant now) {
    var verdict = verdict(app, applied, seen, obstacle);
    var before = app.status();
    boolean current = applied == app.generation();
    boolean hasToWait = !app.admitted() && !app.admission().waitingFor().isEmpty();
    long observed =
        current || obstacle != null || !app.spec().running() || hasToWait
            ? app.generation()
            : before.observedGeneration();
    observed = Math.max(observed, before.observedGeneration());
    return new AppStatus(
        verdict.state(),
        verdict.reason(),
        observed,
        seen.settled() && applied > 0 ? applied : before.settledGeneration(),
        serving(app, current, seen),
        app.spec().running() ? Math.max(seen.targetReplicas(), 0) : 0,
        seen.replicas().stream().map(StateOf::replica).toList(),
        verdict.state() == before.state() ? before.lastTransition() : now,
        drift(before, current, observed, seen));
  }

  private static List<Drift> drift(
      AppStatus before, boolean current, long observed, Observation seen) {
    var known = observed == before.observedGeneration() ? before.drift() : List.<Drift>of();
    return current && hasCompared(seen)
        ? seen.drift().stream().map(StateOf::drift).map(drift -> since(drift, known)).toList()
        : known;
  }

  /** After a restart it takes a moment; until then, what was found before still stands. */
  private static boolean hasCompared(Observation seen) {
    return seen.settled() || seen.failure() != null || !seen.drift().isEmpty();
  }

  /** What nobody noted the time of keeps the one at which it was seen first. */
  private static Drift since(Drift drift, List<Drift> known) {
    return known.stream()
        .filter(earlier -> earlier.equals(drift.at(earlier.time())))
        .findFirst()
        .orElse(drift);
  }

  private record Verdict(AppState state, String reason) {
    Verdict(AppState state) {
      this(state, "");
    }
  }

  private static Verdict verdict(
      App app, long applied, Observation seen, @Nullable Obstacle obstacle) {
    if (app.deleting()) {
      return new Verdict(AppState.DELETING);
    }
    if (obstacle != null) {
      return new Verdict(obstacle.state(), obstacle.reason());
    }
    if (!app.spec().running()) {
      return new Verdict(seen.replicas().isEmpty() ? AppState.STOPPED : AppState.STOPPING);
    }
    boolean serves = seen.ready() > 0;
    if (!app.admitted()) {
      // What was let in before keeps running while the new spec waits.
      return new Verdict(serves ? AppState.SCALING : AppState.QUEUED, app.admission().waitingFor());
    }
    if (applied != app.generation()) {
      return new Verdict(serves ? AppState.SCALING : AppState.INITIALIZING);
    }
    boolean ofThis = seen.revision() == app.templateRevision();
    var failure = seen.failure();
    if (ofThis && failure != null) {
      return new Verdict(failure.platform() ? AppState.ERROR : AppState.FAILED, failure.message());
    }
    if (ofThis && seen.settled() && isWanted(seen, app.spec().scaling())) {
      return new Verdict(AppState.RUNNING);
    }
    return new Verdict(serves ? AppState.SCALING : AppState.INITIALIZING, waitsFor(seen));
  }

  /** A number that somebody else has set is not on its way to another one. */
  private static boolean isWanted(Observation seen, Scaling scaling) {
    int replicas = seen.targetReplicas();
    return (scaling.min() <= replicas && replicas <= scaling.max())
        || seen.drift().stream().anyMatch(drift -> drift.specField().startsWith("scaling"));
  }

  /** The newest revision that ready replicas are good for; scaling alone makes none of its own. */
  private static long serving(App app, boolean current, Observation seen) {
    long newest =
        seen.replicas().stream()
            .filter(replica -> replica.state() == ReplicaStatus.State.READY)
            .mapToLong(ReplicaStatus::revision)
            .max()
            .orElse(0);
    if (newest == 0) {
      return 0;
    }
    if (current && newest == app.templateRevision()) {
      return app.revision();
    }
    long before = app.status().servingRevision();
    return newest < before && before < app.templateRevision() ? before : newest;
  }

  private static String waitsFor(Observation seen) {
    return seen.replicas().stream()
        .map(ReplicaStatus::reason)
        .filter(reason -> !reason.isEmpty())
        .findFirst()
        .orElse("");
  }

  private static Replica replica(ReplicaStatus seen) {
    return new Replica(
        seen.id(),
        seen.revision(),
        switch (seen.state()) {
          case STARTING -> Replica.State.STARTING;
          case READY -> Replica.State.READY;
          case NOT_READY -> Replica.State.NOT_READY;
          case RESTARTING -> Replica.State.RESTARTING;
          case LEAVING -> Replica.State.LEAVING;
        },
        seen.restarts(),
        seen.startedAt(),
        seen.reason());
  }

  private static Drift drift(dev.slipway.controlplane.runtime.Drift seen) {
    return new Drift(
        seen.object(),
        seen.field(),
        seen.specField(),
        seen.wanted(),
        seen.actual(),
        seen.manager(),
        seen.time());
  }

  private StateOf() {}
}
