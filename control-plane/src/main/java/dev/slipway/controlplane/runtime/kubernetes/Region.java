package dev.slipway.controlplane.runtime.kubernetes;

import dev.slipway.controlplane.app.Traffic;
import dev.slipway.controlplane.runtime.Observation;
import dev.slipway.controlplane.runtime.RuntimeEvent;
import dev.slipway.controlplane.runtime.RuntimeListener;
import dev.slipway.controlplane.vocabulary.AppId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the loops of one region share. */
final class Region {
  private static final Logger log = LoggerFactory.getLogger(Region.class);

  final Cluster cluster;
  final Applier applier;
  final Terms terms;
  final Traffic traffic;
  final Duration gatewayPatience;

  private final List<RuntimeListener> listeners = new CopyOnWriteArrayList<>();

  Region(Cluster cluster, Applier applier, Terms terms, Traffic traffic, Duration gatewayPatience) {
    this.cluster = cluster;
    this.applier = applier;
    this.terms = terms;
    this.traffic = traffic;
    this.gatewayPatience = gatewayPatience;
  }

  void listen(RuntimeListener listener) {
    listeners.add(listener);
  }

  void tell(Observation observation) {
    tell(observation.app(), listener -> listener.observed(observation));
  }

  void tell(RuntimeEvent event) {
    tell(event.app(), listener -> listener.happened(event));
  }

  /** A listener's trouble must not stop the apps' care. */
  private void tell(AppId app, Consumer<RuntimeListener> news) {
    for (var listener : listeners) {
      try {
        news.accept(listener);
      } catch (RuntimeException e) {
        log.atError()
            .addKeyValue("app", app)
            .setCause(e)
            .log("A listener failed on what the runtime told it");
      }
    }
  }
}
