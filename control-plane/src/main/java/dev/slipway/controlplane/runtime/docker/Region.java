package dev.slipway.controlplane.runtime.docker;

import dev.slipway.controlplane.app.Traffic;
import dev.slipway.controlplane.runtime.News;
import dev.slipway.controlplane.vocabulary.AppId;
import dev.slipway.controlplane.vocabulary.RegionName;
import java.net.http.HttpClient;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What all loops of one region share. */
final class Region {
  /** Ends of containers that are not ours to explain are forgotten after so many more. */
  private static final int REMEMBERED = 1024;

  final DockerEngine engine;
  final ContainerSpec.Owner owner;
  final Traffic traffic;
  final Images images;
  final News news = new News();

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

  void close() {
    http.shutdownNow();
  }
}
