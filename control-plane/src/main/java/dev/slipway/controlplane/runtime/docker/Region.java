package dev.slipway.controlplane.runtime.docker;

import dev.slipway.controlplane.app.Traffic;
import dev.slipway.controlplane.runtime.Observation;
import dev.slipway.controlplane.runtime.RuntimeEvent;
import dev.slipway.controlplane.runtime.RuntimeListener;
import dev.slipway.controlplane.vocabulary.AppId;
import dev.slipway.controlplane.vocabulary.RegionName;
import java.net.http.HttpClient;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What all loops of one region share. */
final class Region {
  private static final Logger log = LoggerFactory.getLogger(Region.class);

  /** Ends of containers that are not ours to explain are forgotten after so many more. */
  private static final int REMEMBERED = 1024;

  final DockerEngine engine;
  final ContainerSpec.Owner owner;
  final Traffic traffic;
  final Images images;

  /** For probes; one client keeps few threads however many replicas there are. */
  final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** Containers that somebody killed or stopped through the engine, until their end is seen. */
  private final Set<String> struck =
      Collections.synchronizedSet(
          Collections.newSetFromMap(
              new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                  return size() > REMEMBERED;
                }
              }));

  private final List<RuntimeListener> listeners = new CopyOnWriteArrayList<>();

  Region(DockerEngine engine, ContainerSpec.Owner owner, Traffic traffic) {
    this.engine = engine;
    this.owner = owner;
    this.traffic = traffic;
    this.images = new Images(engine);
  }

  List<String> labels() {
    return Labels.ofRegion(owner.instance(), owner.region());
  }

  List<String> labels(AppId app) {
    return Labels.ofApp(owner.instance(), owner.region(), app);
  }

  RegionName name() {
    return owner.region();
  }

  void struck(String container) {
    struck.add(container);
  }

  /** Whether somebody asked the engine to end this container; asks once. */
  boolean wasStruck(String container) {
    return struck.remove(container);
  }

  void listen(RuntimeListener listener) {
    listeners.add(listener);
  }

  void tell(Observation observation) {
    for (var listener : listeners) {
      try {
        listener.observed(observation);
      } catch (RuntimeException e) {
        complain(observation.app(), e);
      }
    }
  }

  void tell(RuntimeEvent event) {
    for (var listener : listeners) {
      try {
        listener.happened(event);
      } catch (RuntimeException e) {
        complain(event.app(), e);
      }
    }
  }

  /** A listener's trouble must not stop the replicas' care. */
  private static void complain(AppId app, RuntimeException e) {
    log.atError()
        .addKeyValue("app", app)
        .setCause(e)
        .log("A listener failed on what the runtime told it");
  }

  void close() {
    http.shutdownNow();
  }
}
