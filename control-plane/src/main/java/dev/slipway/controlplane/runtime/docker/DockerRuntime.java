package dev.slipway.controlplane.runtime.docker;

import dev.slipway.controlplane.app.Traffic;
import dev.slipway.controlplane.runtime.Capacity;
import dev.slipway.controlplane.runtime.ImageFacts;
import dev.slipway.controlplane.runtime.ImageUnavailableException;
import dev.slipway.controlplane.runtime.LogLine;
import dev.slipway.controlplane.runtime.LogQuery;
import dev.slipway.controlplane.runtime.Observation;
import dev.slipway.controlplane.runtime.ReplicaStatus;
import dev.slipway.controlplane.runtime.ReplicaUsage;
import dev.slipway.controlplane.runtime.RuntimeDriver;
import dev.slipway.controlplane.runtime.RuntimeListener;
import dev.slipway.controlplane.runtime.RuntimeUnavailableException;
import dev.slipway.controlplane.runtime.Workload;
import dev.slipway.controlplane.vocabulary.AppId;
import dev.slipway.controlplane.vocabulary.RegionName;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One region on one machine's engine. Everything it makes carries its control plane's id and its
 * region, and it sees nothing else.
 */
public final class DockerRuntime implements RuntimeDriver {
  private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private final DockerEngine engine;
  private final Region region;
  private final ImageLookup lookup;
  private final Meter meter;
  private final Map<AppId, AppLoop> loops = new ConcurrentHashMap<>();
  private final EngineEvents events;

  /**
   * Begins to listen to the engine; adopts nothing until told what is wanted.
   *
   * @param instance the control plane's id; several may share an engine
   * @param engine stays open when this is closed
   */
  public DockerRuntime(DockerEngine engine, String instance, RegionName name, Traffic traffic) {
    this.engine = engine;
    this.region = new Region(engine, new ContainerSpec.Owner(instance, name), traffic);
    this.lookup = new ImageLookup(engine, region.images);
    this.meter = new Meter(engine);
    this.events =
        new EngineEvents(engine.client(), Labels.INSTANCE + "=" + instance, new Stirrer());
  }

  private final class Stirrer implements EngineEvents.Listener {
    private static final Set<String> STRIKES = Set.of("kill", "stop");

    @Override
    public void happened(String container, String action, Map<String, String> labels) {
      if (!region.name().value().equals(labels.get(Labels.REGION))) {
        return;
      }
      if (STRIKES.contains(action)) {
        region.struck(container);
      }
      loops.forEach((app, loop) -> {
        if (app.value().equals(labels.get(Labels.APP))) {
          loop.stirred();
        }
      });
    }

    @Override
    public void connected() {
      loops.values().forEach(AppLoop::stirred);
    }
  }

  @Override
  public String kind() {
    return "docker";
  }

  @Override
  public Capacity capacity() {
    return asking(engine::capacity);
  }

  @Override
  public ImageFacts inspectImage(String reference) throws ImageUnavailableException {
    try {
      return lookup.find(reference);
    } catch (EngineException e) {
      throw new ImageUnavailableException(
          "the engine refuses to look for %s: %s".formatted(reference, e.getMessage()), false);
    }
  }

  @Override
  public void apply(Workload workload) {
    loops.compute(
        workload.app(),
        (app, loop) -> {
          if (loop != null) {
            loop.apply(workload);
            return loop;
          }
          var fresh = new AppLoop(workload, region);
          fresh.start();
          return fresh;
        });
  }

  @Override
  public Observation observe(AppId app) {
    var loop = loops.get(app);
    if (loop == null) {
      var replicas = look(app);
      return replicas.isEmpty()
          ? Observation.nothing(app)
          : new Observation(app, 0, 0, replicas, false, null);
    }
    var seen = loop.observation();
    return seen != null ? seen : loop.unsettled(look(app));
  }

  /** What the engine has of an app while nobody cares for it. */
  private List<ReplicaStatus> look(AppId app) {
    var byReplica =
        containers(app).stream()
            .collect(Collectors.groupingBy(Container::replica, TreeMap::new, Collectors.toList()));
    return byReplica.entrySet().stream()
        .flatMap(entry ->
            Runs.of(entry.getValue()).current().stream()
                .map(current -> found(entry.getKey(), current)))
        .toList();
  }

  private static ReplicaStatus found(String id, Container current) {
    var replica = new Replica(id);
    replica.seen(current);
    replica.adopted = true;
    return replica.status(current.template(), current.revision(), Instant.now());
  }

  private List<Container> containers(AppId app) {
    return asking(() -> engine.client().list(region.labels(app)));
  }

  /** To callers a refusal is like silence: nothing they did, and to be tried again later. */
  private static <T> T asking(Supplier<T> question) {
    try {
      return question.get();
    } catch (EngineException e) {
      throw new RuntimeUnavailableException("the engine refuses: " + e.getMessage(), e);
    }
  }

  @Override
  public Set<AppId> present() {
    return asking(() -> engine.client().labels(region.labels(), false)).values().stream()
        .map(labels -> labels.get(Labels.APP))
        .filter(id -> id != null && UUID.matcher(id).matches())
        .map(AppId::new)
        .collect(Collectors.toSet());
  }

  @Override
  public void watch(RuntimeListener listener) {
    region.news.listen(listener);
  }

  @Override
  public void logs(AppId app, LogQuery query, Consumer<LogLine> sink) throws InterruptedException {
    new ReplicaLogs(engine.client(), () -> containers(app)).read(query, sink);
  }

  @Override
  public List<ReplicaUsage> usage(AppId app) {
    return containers(app).stream()
        .filter(Container::running)
        .sorted(Comparator.comparing(Container::replica))
        .flatMap(c -> asking(() -> meter.measure(c)).stream())
        .toList();
  }

  @Override
  public void remove(AppId app, Duration grace) throws InterruptedException {
    var loop = loops.remove(app);
    if (loop != null) {
      loop.close();
    }
    region.traffic.serve(app, List.of(), engine.settings().gatewayPatience());
    while (true) {
      var containers = containers(app);
      if (containers.isEmpty()) {
        break;
      }
      removeAll(containers, grace);
    }
    if (loop != null) {
      region.news.tell(Observation.nothing(app));
    }
  }

  private void removeAll(List<Container> containers, Duration grace) throws InterruptedException {
    var tasks =
        containers.stream()
            .map(container ->
                new FutureTask<>(() -> {
                  if (container.running() && grace.isPositive()) {
                    engine.client().stop(container.id(), grace);
                  }
                  engine.client().remove(container.id());
                  return true;
                }))
            .toList();
    tasks.forEach(task -> Thread.ofVirtual().name("remove").start(task));
    for (var task : tasks) {
      try {
        task.get();
      } catch (ExecutionException e) {
        throw switch (e.getCause()) {
          case EngineException refusal ->
              new RuntimeUnavailableException(
                  "the engine refuses to remove a container: " + refusal.getMessage(), refusal);
          case RuntimeException failure -> failure;
          case null, default ->
              new IllegalStateException("a removal failed in an unforeseen way", e.getCause());
        };
      }
    }
  }

  @Override
  public void close() {
    events.close();
    loops.values().forEach(AppLoop::close);
    loops.clear();
    region.close();
  }
}
