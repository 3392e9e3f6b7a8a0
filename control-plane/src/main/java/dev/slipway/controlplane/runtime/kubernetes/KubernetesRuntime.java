package dev.slipway.controlplane.runtime.kubernetes;

import dev.slipway.controlplane.app.Traffic;
import dev.slipway.controlplane.runtime.Capacity;
import dev.slipway.controlplane.runtime.ImageFacts;
import dev.slipway.controlplane.runtime.ImageUnavailableException;
import dev.slipway.controlplane.runtime.LogLine;
import dev.slipway.controlplane.runtime.LogQuery;
import dev.slipway.controlplane.runtime.News;
import dev.slipway.controlplane.runtime.Observation;
import dev.slipway.controlplane.runtime.ReplicaUsage;
import dev.slipway.controlplane.runtime.RuntimeDriver;
import dev.slipway.controlplane.runtime.RuntimeListener;
import dev.slipway.controlplane.runtime.Workload;
import dev.slipway.controlplane.runtime.registry.ImageName;
import dev.slipway.controlplane.runtime.registry.RegistryClient;
import dev.slipway.controlplane.vocabulary.AppId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * One region in one cluster. Everything it makes carries its control plane's id and its region, and
 * it touches nothing else.
 */
public final class KubernetesRuntime implements RuntimeDriver {
  /** What nodes run; a cluster with others besides needs images for several platforms. */
  private static final String PLATFORM = "linux/amd64";

  private final Region region;
  private final Cluster cluster;
  private final Api streams;
  private final PodUsage usage;
  private final Removal removal;
  private final Rights rights;
  private final RegistryClient registries;
  private final Map<AppId, AppSync> syncs = new ConcurrentHashMap<>();

  /**
   * Begins to watch the cluster; changes nothing until told what is wanted.
   *
   * @param terms whose objects they are, and what the region adds to every workload
   * @param registries where images are looked up
   */
  KubernetesRuntime(
      Connection connection,
      Terms terms,
      KubernetesProperties settings,
      RegistryClient registries,
      Traffic traffic) {
    var api = new Api(connection.client(settings.deadline()));
    this.streams = new Api(connection.client(Duration.ZERO));
    this.usage = new PodUsage(api);
    this.rights = new Rights(api, terms);
    this.registries = registries;
    var news = new News();
    this.cluster =
        new Cluster(
            connection.client(settings.deadline()),
            terms.owner(),
            this::changed,
            news::capacityChanged);
    this.region =
        new Region(
            cluster, new Applier(api, terms), terms, news, traffic, settings.gatewayPatience());
    this.removal = new Removal(api, terms);
  }

  private void changed(AppId app) {
    var sync = syncs.get(app);
    if (sync != null) {
      sync.poke();
    }
  }

  @Override
  public String kind() {
    return "kubernetes";
  }

  @Override
  public Capacity capacity() {
    cluster.requireContact();
    return cluster.capacity();
  }

  @Override
  public List<String> lacks() {
    return rights.missing();
  }

  @Override
  public ImageFacts inspectImage(String reference) throws ImageUnavailableException {
    if (ImageName.isId(reference)) {
      throw new ImageUnavailableException(
          "%s is an image's id, which no node of a cluster can fetch: name the registry that has it"
              .formatted(reference),
          true);
    }
    var name = ImageName.parse(reference);
    if (name.isLocalOnly()) {
      throw new ImageUnavailableException(
          "%s is of \"localhost\", which on every node is another machine: push it to a registry that"
                  .formatted(name)
              + " the cluster reaches, and name that",
          true);
    }
    return registries.find(name, PLATFORM);
  }

  @Override
  public void apply(Workload workload) {
    care(workload, false);
  }

  @Override
  public void resume(Workload workload) {
    care(workload, true);
  }

  private void care(Workload workload, boolean settledBefore) {
    syncs.compute(
        workload.app(),
        (app, sync) -> {
          if (sync != null) {
            sync.apply(workload);
            return sync;
          }
          var fresh = new AppSync(workload, settledBefore, region);
          fresh.start();
          return fresh;
        });
  }

  @Override
  public Observation observe(AppId app) {
    cluster.requireContact();
    var sync = syncs.get(app);
    return sync != null ? sync.observation() : ObservationOf.unasked(cluster.of(app));
  }

  @Override
  public Set<AppId> present() {
    cluster.requireContact();
    return cluster.apps();
  }

  @Override
  public void watch(RuntimeListener listener) {
    region.news().listen(listener);
  }

  @Override
  public void logs(AppId app, LogQuery query, Consumer<LogLine> sink) throws InterruptedException {
    cluster.requireContact();
    new PodLogs(streams, () -> cluster.of(app).pods()).read(query, sink);
  }

  @Override
  public List<ReplicaUsage> usage(AppId app) {
    cluster.requireContact();
    return usage.of(Labels.ofApp(region.terms().owner(), app), cluster.of(app).pods());
  }

  @Override
  public void remove(AppId app, Duration grace) throws InterruptedException {
    var sync = syncs.remove(app);
    if (sync != null) {
      sync.close();
    }
    var _ = region.traffic().serve(app, List.of(), region.gatewayPatience());
    removal.remove(app, grace);
    if (sync != null) {
      region.news().tell(Observation.nothing(app));
    }
  }

  @Override
  public void close() {
    syncs.values().forEach(AppSync::close);
    syncs.clear();
    cluster.close();
  }
}
