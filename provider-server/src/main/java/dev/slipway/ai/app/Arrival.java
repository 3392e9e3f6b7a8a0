package dev.slipway.ai.app;

import dev.slipway.ai.client.ControlPlane;
import dev.slipway.ai.client.Refusal;
import dev.slipway.proto.v1.App;
import dev.slipway.proto.v1.AppState;
import dev.slipway.proto.v1.WatchAppRequest;
import dev.slipway.provider.Context;
import dev.slipway.provider.diag.Failure;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Follows an app until it is where it is to be, over restarts of the control plane. */
final class Arrival {
  /** An error that lasts is no news and so is not told: the app is looked at again this often. */
  private static final Duration LOOK = Duration.ofSeconds(20);

  private final App accepted;
  private final Context<ControlPlane> context;
  private App latest;
  private @Nullable Instant awaySince;
  private @Nullable Instant errorSince;

  private Arrival(App accepted, Context<ControlPlane> context) {
    this.accepted = accepted;
    this.context = context;
    this.latest = accepted;
  }

  /**
   * Waits until the accepted generation runs, or is stopped where that is wanted. After a
   * cancellation the app as it is then is returned with a warning: it goes on by itself.
   *
   * @throws Failure it does not get there; with the timeline and the last log lines
   */
  static App ofApp(App accepted, boolean failWhenQueued, Context<ControlPlane> context)
      throws InterruptedException {
    var arrival = new Arrival(accepted, context);
    return arrival.follow(app -> arrival.arrived(app, failWhenQueued));
  }

  /** Waits until the app is gone. */
  static void ofDeletion(App deleting, Context<ControlPlane> context) throws InterruptedException {
    var arrival = new Arrival(deleting, context);
    var ignored =
        arrival.follow(app ->
            app.getStatus().getState() == AppState.DELETED ? Optional.of(app) : Optional.empty());
  }

  private Optional<App> arrived(App app, boolean failWhenQueued) {
    var status = app.getStatus();
    if (app.getGeneration() > accepted.getGeneration()) {
      context.warning(
          "%s was changed by someone else".formatted(app.getSpec().getName()),
          "While this apply waited for generation %d, generation %d was accepted. The next plan shows the difference."
              .formatted(accepted.getGeneration(), app.getGeneration()));
      return Optional.of(app);
    }
    if (failWhenQueued && !status.getWaitingFor().isEmpty()) {
      throw FailureReport.of(app, "has to wait, and on_queue is \"fail\"", context);
    }
    if (status.getObservedGeneration() < accepted.getGeneration()) {
      return Optional.empty();
    }
    boolean there =
        switch (status.getState()) {
          case RUNNING -> status.getServingRevision() >= accepted.getRevision();
          case STOPPED -> !app.getSpec().getRunning();
          case FAILED -> throw FailureReport.of(app, "failed", context);
          case ERROR -> {
            failIfErrorLasts(app);
            yield false;
          }
          case QUEUED,
              INITIALIZING,
              SCALING,
              STOPPING,
              DELETING,
              DELETED,
              APP_STATE_UNSPECIFIED,
              UNRECOGNIZED ->
              false;
        };
    if (status.getState() != AppState.ERROR) {
      errorSince = null;
    }
    return there ? Optional.of(app) : Optional.empty();
  }

  /** The platform may recover by itself, as after a restart of the engine. */
  private void failIfErrorLasts(App app) {
    if (errorSince == null) {
      errorSince = Instant.now();
    } else if (Instant.now().isAfter(errorSince.plus(Patience.WITH_RESTART))) {
      throw FailureReport.of(app, "cannot be brought up by the platform", context);
    }
  }

  private App follow(Function<App, Optional<App>> arrived) throws InterruptedException {
    while (true) {
      try {
        var changes =
            context
                .client()
                .streams(Math.clamp(context.remaining().toMillis(), 1, LOOK.toMillis()))
                .watchApp(
                    WatchAppRequest.newBuilder()
                        .setId(accepted.getId())
                        .setAfterSequence(-1)
                        .build());
        while (changes.hasNext()) {
          var change = changes.next();
          awaySince = null;
          if (change.hasApp()) {
            latest = change.getApp();
            var there = arrived.apply(latest);
            if (there.isPresent()) {
              return there.get();
            }
          }
        }
        return latest; // the stream ends when the app is gone
      } catch (StatusRuntimeException e) {
        if (context.cancelled() || Thread.interrupted()) {
          return interrupted();
        }
        var refusal = Refusal.of(e);
        if (refusal.isNotFound()) {
          return latest;
        }
        if (refusal.code() != Status.Code.DEADLINE_EXCEEDED) {
          comeBackLater(refusal, e);
        } else if (context.remaining().isZero()) {
          throw FailureReport.of(latest, "did not become ready in time", context);
        }
      }
    }
  }

  private App interrupted() {
    context.warning(
        "Interrupted while %s was on its way".formatted(accepted.getSpec().getName()),
        "It was accepted and goes on by itself; it is saved in state as it is now (%s)."
            .formatted(latest.getStatus().getState()));
    return latest;
  }

  private void comeBackLater(Refusal refusal, StatusRuntimeException e)
      throws InterruptedException {
    var now = Instant.now();
    if (awaySince == null) {
      awaySince = now;
    }
    if (!refusal.isUnreachable() || now.isAfter(awaySince.plus(Patience.WITH_RESTART))) {
      throw refusal
          .toFailure("Lost sight of %s".formatted(accepted.getSpec().getName()))
          .causedBy(e);
    }
    Thread.sleep(Duration.ofMillis(250));
  }
}
