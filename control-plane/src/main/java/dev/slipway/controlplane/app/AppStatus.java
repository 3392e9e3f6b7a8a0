package dev.slipway.controlplane.app;

import java.time.Instant;
import java.util.List;

/**
 * What there is of an app.
 *
 * @param reason one sentence on why it is in this state; empty where the state says it all
 * @param observedGeneration the generation that this status speaks of
 * @param settledGeneration the generation that was last seen to have come about; 0: none
 * @param servingRevision the revision that serves; 0 before the first replica was ready
 * @param targetReplicas the number wanted now, after automatic scaling
 * @param lastTransition when the state last became another
 * @param drift what others have changed since the observed generation was applied
 */
public record AppStatus(
    AppState state,
    String reason,
    long observedGeneration,
    long settledGeneration,
    long servingRevision,
    int targetReplicas,
    List<Replica> replicas,
    Instant lastTransition,
    List<Drift> drift) {

  public AppStatus {
    replicas = List.copyOf(replicas);
    drift = List.copyOf(drift);
  }

  /** The same, seen in another state from this moment on. */
  public AppStatus in(AppState other, String why, Instant now) {
    return new AppStatus(
        other,
        why,
        observedGeneration,
        settledGeneration,
        servingRevision,
        targetReplicas,
        replicas,
        other == state ? lastTransition : now,
        drift);
  }

  /** Of an app that was accepted just now. */
  public static AppStatus accepted(AppSpec spec, Instant now) {
    return new AppStatus(
        spec.running() ? AppState.QUEUED : AppState.STOPPED,
        "",
        0,
        0,
        0,
        0,
        List.of(),
        now,
        List.of());
  }

  /** Ready replicas, of every revision. */
  public int availableReplicas() {
    return (int) replicas.stream().filter(r -> r.state() == Replica.State.READY).count();
  }
}
