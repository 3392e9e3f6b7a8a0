package dev.slipway.controlplane.app;

import dev.slipway.controlplane.vocabulary.AppId;
import java.time.Duration;
import java.util.List;

/** Takes an app's replicas into and out of traffic. Drivers call it, the gateway answers. */
public interface Traffic {
  /**
   * Sends the app's requests to exactly these endpoints from now on. Returns when every connected
   * gateway has acknowledged, so that a replica left out gets no new request. Safe to repeat.
   *
   * @param patience how long to wait for acknowledgements
   * @return false: not every gateway acknowledged in time; the change stands and is sent again
   */
  boolean serve(AppId app, List<Endpoint> endpoints, Duration patience) throws InterruptedException;
}
