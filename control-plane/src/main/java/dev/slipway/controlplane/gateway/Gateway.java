package dev.slipway.controlplane.gateway;

import dev.slipway.controlplane.app.Endpoint;
import dev.slipway.controlplane.app.Traffic;
import dev.slipway.controlplane.gateway.envoy.EnvoySettings;
import dev.slipway.controlplane.gateway.envoy.EnvoySupervisor;
import dev.slipway.controlplane.gateway.xds.AdsServer;
import dev.slipway.controlplane.gateway.xds.Gateways;
import dev.slipway.controlplane.gateway.xds.Routes;
import dev.slipway.controlplane.vocabulary.AppId;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * The way in as a whole: what gateways are told, where they ask, and Envoy itself when we look
 * after it. Closed, it leaves Envoy running, so that requests go on.
 */
final class Gateway implements Traffic, HealthIndicator, AutoCloseable {
  private final @Nullable EnvoySupervisor envoy;
  private final Gateways gateways;
  private final AdsServer server;

  private Gateway(@Nullable EnvoySupervisor envoy, Gateways gateways, AdsServer server) {
    this.envoy = envoy;
    this.gateways = gateways;
    this.server = server;
  }

  /**
   * Opens the gateway.
   *
   * @param managed false: somebody else runs an Envoy that connects to the xDS address
   * @throws IOException gateways cannot connect at the xDS address
   */
  static Gateway open(boolean managed, EnvoySettings settings, Clock clock)
      throws IOException, InterruptedException {
    var envoy = managed ? new EnvoySupervisor(settings) : null;
    var gateways = new Gateways(() -> envoy != null && envoy.running(), clock);
    var server = AdsServer.start(settings.xds(), gateways);
    if (envoy != null) {
      envoy.start();
    }
    return new Gateway(envoy, gateways, server);
  }

  Routes routes() {
    return gateways;
  }

  Gateways.Report report() {
    return gateways.report();
  }

  @Override
  public boolean serve(AppId app, List<Endpoint> endpoints, Duration patience)
      throws InterruptedException {
    return gateways.serve(app, endpoints, patience);
  }

  /** Down while no gateway is connected: apps may run, but changes do not reach their users. */
  @Override
  public Health health() {
    var report = gateways.report();
    var health = report.connected().isEmpty() ? Health.down() : Health.up();
    health.withDetail("connected", report.connected()).withDetail("sent", report.sent());
    var refusal = report.lastRefusal();
    if (refusal != null) {
      health
          .withDetail("lastRefusedAt", refusal.at())
          .withDetail("lastRefused", refusal.resources())
          .withDetail("lastRefusedBecause", refusal.why());
    }
    if (envoy != null) {
      envoy.pid().ifPresent(pid -> health.withDetail("envoy", "runs, process " + pid));
      if (!envoy.lastFailure().isEmpty()) {
        health.withDetail("lastFailure", envoy.lastFailure());
      }
    }
    return health.build();
  }

  @Override
  public void close() {
    if (envoy != null) {
      envoy.close();
    }
    server.close();
  }
}
