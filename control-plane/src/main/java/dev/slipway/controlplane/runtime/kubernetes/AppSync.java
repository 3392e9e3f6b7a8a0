package dev.slipway.controlplane.runtime.kubernetes;

import dev.slipway.controlplane.app.Endpoint;
import dev.slipway.controlplane.runtime.Drift;
import dev.slipway.controlplane.runtime.Observation;
import dev.slipway.controlplane.runtime.ReplicaStatus;
import dev.slipway.controlplane.runtime.RuntimeEvent;
import dev.slipway.controlplane.runtime.RuntimeUnavailableException;
import dev.slipway.controlplane.runtime.ServedEndpoints;
import dev.slipway.controlplane.runtime.Workload;
import dev.slipway.controlplane.vocabulary.AppId;
import io.kubernetes.client.common.KubernetesObject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cares for one app: compares what is wanted with what the cluster is known to have, writes what
 * differs, tells what it sees, and waits until it is poked. All of its state belongs to its one
 * thread.
 */
final class AppSync implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(AppSync.class);

  /** How soon contact with the cluster and silent gateways are looked after again. */
  private static final Duration TICK = Duration.ofSeconds(1);

  /** What the cluster tells within so long after a look is looked at together. */
  private static final Duration BURST = Duration.ofMillis(100);

  private final AppId app;
  private final Region region;
  private final Semaphore pokes = new Semaphore(0);
  private final Thread thread;
  private final ServedEndpoints served;
  private final Writes writes;

  /** What the cluster has been seen to have as it is wanted. */
  private final Set<Manifest> confirmed = new HashSet<>();

  /** What had come about before this began to care. */
  private final @Nullable Workload settledBefore;

  /** The objects seen last, in a form that takes long to make: one that stays the same keeps it. */
  private IdentityHashMap<KubernetesObject, Optional<Live>> comparable = new IdentityHashMap<>();

  private @Nullable AppObjects before;
  private @Nullable Wanted wanted;
  private @Nullable Obstacle obstacle;
  private Delays retries = Delays.NONE;
  private Delays reverts = Delays.NONE;
  private boolean away;

  private volatile Workload asked;
  private volatile @Nullable Told told;
  private volatile boolean closed;

  /** A workload and what it is in the cluster. */
  private record Wanted(Workload workload, List<Manifest> manifests) {}

  /** What was seen, and while what was wanted. */
  private record Told(Workload wanted, Observation seen) {}

  /**
   * Begins to care when started.
   *
   * @param settledBefore it had come about before
   */
  AppSync(Workload workload, boolean settledBefore, Region region) {
    this.app = workload.app();
    this.region = region;
    this.asked = workload;
    this.settledBefore = settledBefore ? workload : null;
    this.served = new ServedEndpoints(app, region.traffic(), region.gatewayPatience());
    this.writes = new Writes(region.applier());
    this.thread = Thread.ofVirtual().name("app " + app).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Changes what is wanted. */
  void apply(Workload next) {
    asked = next;
    poke();
  }

  /** Something has changed that may matter to the app. */
  void poke() {
    pokes.release();
  }

  /** What was seen last; until the loop has looked with the last workload in mind, unsettled. */
  Observation observation() {
    var last = told;
    var workload = asked;
    return last != null && last.wanted().equals(workload)
        ? last.seen()
        : ObservationOf.of(workload, region.cluster().of(app), false, List.of(), Instant.now());
  }

  /** Stops caring and returns when this has stopped. The replicas run on. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (!closed) {
      try {
        var looked = System.nanoTime();
        var workload = asked;
        var wake = turnOrTick();
        var pause = Duration.between(Instant.now(), wake);
        if (pokes.tryAcquire(Math.max(1, millis(pause)), TimeUnit.MILLISECONDS)) {
          absorb(workload, looked + BURST.toNanos());
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** A new workload does not wait for the end of a burst. */
  private void absorb(Workload workload, long until) throws InterruptedException {
    var more = true;
    while (more && asked.equals(workload)) {
      more = pokes.tryAcquire(until - System.nanoTime(), TimeUnit.NANOSECONDS);
    }
    var ignored = pokes.drainPermits();
  }

  private static long millis(Duration pause) {
    return pause.compareTo(Duration.ofDays(1)) > 0
        ? Duration.ofDays(1).toMillis()
        : pause.toMillis();
  }

  private Instant turnOrTick() throws InterruptedException {
    try {
      return turn();
    } catch (RuntimeUnavailableException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedException();
      }
      away(e);
    } catch (RuntimeException e) {
      if (!closed) {
        log.atError()
            .addKeyValue("app", app)
            .setCause(e)
            .log("Caring for an app failed in an unforeseen way; it is tried again");
      }
    }
    return Instant.now().plus(TICK);
  }

  /**
   * Looks, acts and tells once.
   *
   * @return when to look again unless something happens
   */
  private Instant turn() throws InterruptedException {
    var workload = asked;
    region.cluster().requireContact();
    var seen = region.cluster().of(app);
    var now = Instant.now();
    back();
    story(workload, seen, now).forEach(region.news()::tell);
    before = seen;

    var current = wanted(workload);
    var live = live(seen);
    writes.heard(live);
    var difference =
        Difference.between(
            workload, current.manifests(), live.values(), confirmed, inUse(seen), now);
    confirm(current, live, difference);
    var sent = serve(ObservationOf.of(workload, seen, false, List.of(), now));
    act(workload, difference, live, now);
    var observed = ObservationOf.of(workload, seen, difference.isNothing(), difference.left(), now);
    tell(
        workload,
        obstacle instanceof Obstacle.Standing standing ? failing(observed, standing) : observed);
    return Stream.of(
            ObservationOf.changesAt(workload, seen, now).orElse(Instant.MAX),
            sent ? Instant.MAX : now.plus(TICK),
            obstacle != null ? retryAt() : Instant.MAX,
            difference.reverted().isEmpty() ? Instant.MAX : reverts.next(false),
            writes.lookAgainAt())
        .min(Instant::compareTo)
        .orElse(Instant.MAX);
  }

  private List<RuntimeEvent> story(Workload workload, AppObjects seen, Instant now) {
    var last = before;
    return last == null
        ? Timeline.adopted(workload, seen, now)
        : Timeline.between(workload, last, seen, now);
  }

  private Wanted wanted(Workload workload) {
    var current = wanted;
    if (current == null || !current.workload().equals(workload)) {
      current =
          new Wanted(
              workload,
              WorkloadObjects.of(workload, region.terms()).stream().map(Manifest::of).toList());
      wanted = current;
      if (workload.equals(settledBefore)) {
        confirmed.addAll(current.manifests());
      }
      obstacle = null;
      retries = Delays.NONE;
    }
    return current;
  }

  private Map<Ref, Live> live(AppObjects seen) {
    var live = new LinkedHashMap<Ref, Live>();
    var now = new IdentityHashMap<KubernetesObject, Optional<Live>>();
    Stream.concat(Stream.ofNullable(seen.deployment()), seen.others().stream())
        .forEach(object -> {
          var known = comparable.get(object);
          var found = known == null ? Live.of(object) : known;
          now.put(object, found);
          found.ifPresent(each -> live.put(each.ref(), each));
        });
    comparable = now;
    return live;
  }

  /** A secret goes when nothing that refers to it has pods any more, or will have them. */
  private static Predicate<Ref> inUse(AppObjects seen) {
    var ofPods =
        seen.pods().stream().flatMap(pod -> Stream.ofNullable(pod.getSpec())).flatMap(Secrets::of);
    var ofReplicaSets =
        seen.replicaSets().stream()
            .flatMap(set -> Stream.ofNullable(set.getSpec()))
            .filter(spec -> spec.getReplicas() != null && spec.getReplicas() > 0)
            .flatMap(spec -> Stream.ofNullable(spec.getTemplate()))
            .flatMap(template -> Stream.ofNullable(template.getSpec()))
            .flatMap(Secrets::of);
    var names = Stream.concat(ofPods, ofReplicaSets).collect(Collectors.toSet());
    return ref -> names.contains(ref.name());
  }

  private void confirm(Wanted current, Map<Ref, Live> live, Difference difference) {
    confirmed.retainAll(current.manifests());
    for (var manifest : current.manifests()) {
      var found = live.get(manifest.ref());
      if (found != null && found.hash().equals(manifest.hash())) {
        confirmed.add(manifest);
      }
    }
    if (difference.isNothing()) {
      obstacle = null;
      retries = Delays.NONE;
    }
  }

  private void act(Workload workload, Difference difference, Map<Ref, Live> live, Instant now)
      throws InterruptedException {
    if (difference.steps().isEmpty()
        || (obstacle != null && now.isBefore(retryAt()))
        || (!difference.reverted().isEmpty() && now.isBefore(reverts.next(false)))) {
      return;
    }
    try {
      writes.take(workload, difference.steps(), live);
      obstacle = null;
      if (!difference.reverted().isEmpty()) {
        reverts = reverts.tried(now);
        difference.reverted().forEach(drift -> reverted(workload, drift));
      }
    } catch (ObstacleException e) {
      stopped(workload, e.obstacle(), now);
    }
  }

  private void stopped(Workload workload, Obstacle found, Instant now) {
    if (found instanceof Obstacle.Standing(var code, var message) && !found.equals(obstacle)) {
      region.news().tell(new RuntimeEvent(app, now, true, code, message, workload.revision(), ""));
    }
    log.atDebug().addKeyValue("app", app).addKeyValue("obstacle", found).log("a write waits");
    obstacle = found;
    retries = retries.tried(now);
  }

  private Instant retryAt() {
    var asks = obstacle instanceof Obstacle.Passing(var after, _) ? after : Duration.ZERO;
    var soonest = retries.last().plus(asks);
    var ours = retries.next(true);
    return soonest.isAfter(ours) ? soonest : ours;
  }

  private void reverted(Workload workload, Drift drift) {
    var who = drift.manager().isEmpty() ? "somebody" : drift.manager();
    var message =
        drift.field().isEmpty()
            ? "%s was deleted by %s outside Slipway; it is there again"
                .formatted(drift.object(), who)
            : "%s was changed by %s outside Slipway: %s from %s to %s; it is changed back"
                .formatted(
                    drift.object(),
                    who,
                    drift.field(),
                    drift.wanted(),
                    drift.actual().isEmpty() ? "nothing" : drift.actual());
    region
        .news()
        .tell(
            new RuntimeEvent(
                app, Instant.now(), true, "DRIFT_REVERTED", message, workload.revision(), ""));
  }

  private static Observation failing(Observation seen, Obstacle.Standing obstacle) {
    return new Observation(
        seen.app(),
        seen.revision(),
        seen.targetReplicas(),
        seen.replicas(),
        false,
        obstacle.failure(),
        seen.drift());
  }

  /**
   * @return whether every gateway knows what the replicas are now, or was given up on
   */
  private boolean serve(Observation seen) throws InterruptedException {
    var endpoints = seen.replicas().stream().flatMap(AppSync::endpoint).toList();
    return switch (served.serve(endpoints)) {
      case SETTLED -> true;
      case SILENT -> {
        region
            .news()
            .tell(
                new RuntimeEvent(
                    app,
                    Instant.now(),
                    true,
                    "GATEWAY_SILENT",
                    "a gateway does not acknowledge the app's endpoints; going on without it",
                    asked.revision(),
                    ""));
        yield true;
      }
      case PENDING -> false;
    };
  }

  private static Stream<Endpoint> endpoint(ReplicaStatus replica) {
    return replica.state() == ReplicaStatus.State.READY
        ? Stream.ofNullable(replica.endpoint())
        : Stream.empty();
  }

  private void tell(Workload workload, Observation seen) {
    var telling = new Told(workload, seen);
    var last = told;
    told = telling;
    if (!Objects.equals(telling, last)) {
      region.news().tell(seen);
    }
  }

  private void away(RuntimeUnavailableException e) {
    if (!away) {
      away = true;
      region.news().tell(event("ENGINE_UNAVAILABLE", true, String.valueOf(e.getMessage())));
    }
  }

  private void back() {
    if (away) {
      away = false;
      region.news().tell(event("ENGINE_BACK", false, "the cluster answers again"));
    }
  }

  private RuntimeEvent event(String code, boolean warning, String message) {
    return new RuntimeEvent(app, Instant.now(), warning, code, message, asked.revision(), "");
  }
}
