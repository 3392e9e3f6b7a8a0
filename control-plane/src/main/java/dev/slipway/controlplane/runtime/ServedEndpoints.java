package dev.slipway.controlplane.runtime;

import dev.slipway.controlplane.app.Endpoint;
import dev.slipway.controlplane.app.Traffic;
import dev.slipway.controlplane.vocabulary.AppId;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The endpoints of one app as its gateways know them. A gateway that does not acknowledge is asked
 * again; after a few times its silence no longer holds up the app.
 */
public final class ServedEndpoints {
  private static final int PATIENT_TRIES = 3;

  private final AppId app;
  private final Traffic traffic;
  private final Duration patience;
  private @Nullable List<Endpoint> served;
  private int unanswered;

  /**
   * @param patience how long to wait for acknowledgements, each time
   */
  public ServedEndpoints(AppId app, Traffic traffic, Duration patience) {
    this.app = app;
    this.traffic = traffic;
    this.patience = patience;
  }

  /** What the gateways say. */
  public enum Outcome {
    /** Every gateway sends requests to exactly these. */
    SETTLED,
    /** Not every gateway has said so yet. */
    PENDING,
    /** A gateway stayed silent for so long that we go on without it; said once per change. */
    SILENT
  }

  /** Sends what is not known to be acknowledged. */
  public Outcome serve(List<Endpoint> endpoints) throws InterruptedException {
    if (!endpoints.equals(served)) {
      served = endpoints;
      unanswered = 0;
    } else if (unanswered == 0 || unanswered > PATIENT_TRIES) {
      return Outcome.SETTLED;
    }
    if (traffic.serve(app, endpoints, patience)) {
      unanswered = 0;
      return Outcome.SETTLED;
    }
    unanswered++;
    if (unanswered == PATIENT_TRIES) {
      unanswered = PATIENT_TRIES + 1;
      return Outcome.SILENT;
    }
    return Outcome.PENDING;
  }
}
