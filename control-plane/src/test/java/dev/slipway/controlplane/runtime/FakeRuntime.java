package dev.slipway.controlplane.runtime;

import dev.slipway.controlplane.app.DriftPolicy;
import dev.slipway.controlplane.vocabulary.AppId;
import dev.slipway.controlplane.vocabulary.Memory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A driver over a {@link FakeEngine}. Like the real one it works in the background, one small step
 * per look, and goes on from whatever the engine has.
 */
public final class FakeRuntime implements RuntimeDriver {
  private static final Duration LOOK = Duration.ofMillis(2);
  private static final int CRASHES_ENOUGH = 3;
  private static final int LOOKS_ENOUGH = 40;

  private final FakeEngine engine;
  private final Map<AppId, Workload> wanted = new HashMap<>();
  private final Map<AppId, Observation> told = new HashMap<>();
  private final List<RuntimeListener> listeners = new CopyOnWriteArrayList<>();
  private final Thread thread;

  public FakeRuntime(FakeEngine engine) {
    this.engine = engine;
    this.thread = Thread.ofVirtual().name("fake runtime").start(this::run);
  }

  private void run() {
    try {
      while (true) {
        Thread.sleep(LOOK);
        look();
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() {
    var news = new ArrayList<Observation>();
    var events = new ArrayList<RuntimeEvent>();
    synchronized (this) {
      for (var workload : List.copyOf(wanted.values())) {
        try {
          step(workload, events);
          var seen = see(workload);
          if (!seen.equals(told.put(workload.app(), seen))) {
            news.add(seen);
          }
        } catch (RuntimeUnavailableException | IllegalStateException silent) {
          told.remove(workload.app());
        }
      }
    }
    for (var listener : listeners) {
      events.forEach(listener::happened);
      news.forEach(listener::observed);
    }
  }

  /** One step towards the workload: time passes, one comes, or one goes. */
  private void step(Workload workload, List<RuntimeEvent> events) {
    if (!engine.isOf(workload.app(), workload.generation())) {
      engine.write(workload.app(), workload.generation());
    } else if (workload.drift() == DriftPolicy.ENFORCE) {
      revert(workload, events);
    }
    var there = engine.of(workload.app());
    for (var container : there) {
      var wasReady = container.ready;
      engine.age(container);
      if (container.ready && !wasReady) {
        events.add(event(container, false, "REPLICA_READY", "replica %s is ready"));
      }
      if (container.crashes() && container.looks > 1 && container.restarts < CRASHES_ENOUGH) {
        engine.restart(container);
        events.add(event(container, true, "REPLICA_EXITED", "replica %s exited with code 1"));
      }
    }
    var fresh = there.stream().filter(c -> c.revision == workload.revision()).toList();
    var old = there.stream().filter(c -> c.revision != workload.revision()).toList();
    int target = workload.scaling().min();
    if (fresh.size() < target) {
      engine.start(workload.app(), workload.image(), workload.revision());
    } else if (fresh.size() > target) {
      engine.remove(fresh.getLast().id);
    } else if (!old.isEmpty() && fresh.stream().allMatch(c -> c.ready)) {
      engine.remove(old.getFirst().id);
    }
  }

  private void revert(Workload workload, List<RuntimeEvent> events) {
    for (var drift : engine.drift(workload.app())) {
      events.add(
          new RuntimeEvent(
              workload.app(),
              Instant.now(),
              true,
              "DRIFT_REVERTED",
              "reverted: %s had changed %s".formatted(drift.manager(), drift.field()),
              workload.revision(),
              ""));
      engine.write(workload.app(), workload.generation());
    }
  }

  private static RuntimeEvent event(
      FakeEngine.Container container, boolean warning, String code, String message) {
    return new RuntimeEvent(
        container.app,
        Instant.now(),
        warning,
        code,
        message.formatted(container.id),
        container.revision,
        container.id);
  }

  private Observation see(Workload workload) {
    var there = engine.of(workload.app());
    var fresh = there.stream().filter(c -> c.revision == workload.revision()).toList();
    int target = workload.scaling().min();
    boolean written = engine.isOf(workload.app(), workload.generation());
    boolean settled =
        written
            && fresh.size() == target
            && there.size() == target
            && fresh.stream().allMatch(c -> c.ready);
    return new Observation(
        workload.app(),
        workload.revision(),
        target,
        there.stream().map(FakeRuntime::status).toList(),
        settled,
        failure(fresh),
        written && workload.drift() == DriftPolicy.REPORT
            ? engine.drift(workload.app())
            : List.of());
  }

  private static Observation.@Nullable Failure failure(List<FakeEngine.Container> fresh) {
    for (var container : fresh) {
      if (container.crashes() && container.restarts >= CRASHES_ENOUGH) {
        return new Observation.Failure(
            false, "REPLICA_EXITED", "replica exited with code 1, 3 times so far");
      }
      if (!container.ready && container.looks > LOOKS_ENOUGH) {
        return new Observation.Failure(
            false, "PROBE_FAILED", "readiness probe /health answered 503");
      }
    }
    return null;
  }

  private static ReplicaStatus status(FakeEngine.Container container) {
    return new ReplicaStatus(
        container.id,
        container.revision,
        container.ready ? ReplicaStatus.State.READY : ReplicaStatus.State.STARTING,
        container.restarts,
        Instant.EPOCH,
        null,
        "");
  }

  @Override
  public String kind() {
    return "fake";
  }

  @Override
  public Capacity capacity() {
    return engine.capacity();
  }

  /** Tells that the engine's capacity is not what it was. */
  public void capacityChanged() {
    listeners.forEach(RuntimeListener::capacityChanged);
  }

  @Override
  public ImageFacts inspectImage(String reference) throws ImageUnavailableException {
    return engine.inspect(reference);
  }

  @Override
  public synchronized void apply(Workload workload) {
    if (wanted.put(workload.app(), workload) == null) {
      // It cannot know whether what is missing was ever there.
      engine.writeMissing(workload.app());
    }
  }

  @Override
  public synchronized void resume(Workload workload) {
    wanted.put(workload.app(), workload);
  }

  @Override
  public synchronized Observation observe(AppId app) {
    var workload = wanted.get(app);
    if (workload != null) {
      return see(workload);
    }
    var there = engine.of(app);
    return there.isEmpty()
        ? Observation.nothing(app)
        : new Observation(app, 0, 0, there.stream().map(FakeRuntime::status).toList(), false, null);
  }

  @Override
  public Set<AppId> present() {
    return engine.apps();
  }

  @Override
  public void watch(RuntimeListener listener) {
    listeners.add(listener);
  }

  @Override
  public void logs(AppId app, LogQuery query, Consumer<LogLine> sink) {
    for (var container : engine.of(app)) {
      sink.accept(new LogLine(container.id, Instant.EPOCH, false, "hello"));
    }
  }

  @Override
  public List<ReplicaUsage> usage(AppId app) {
    return engine.of(app).stream()
        .map(c -> new ReplicaUsage(c.id, 0.5, Memory.mib(100), Memory.mib(200)))
        .toList();
  }

  @Override
  public synchronized void remove(AppId app, Duration grace) {
    for (var container : engine.of(app)) {
      engine.remove(container.id);
    }
    wanted.remove(app);
    told.remove(app);
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
