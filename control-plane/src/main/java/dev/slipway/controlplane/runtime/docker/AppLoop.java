package dev.slipway.controlplane.runtime.docker;

import dev.slipway.controlplane.app.Scaling;
import dev.slipway.controlplane.runtime.ImageUnavailableException;
import dev.slipway.controlplane.runtime.Observation;
import dev.slipway.controlplane.runtime.RuntimeEvent;
import dev.slipway.controlplane.runtime.RuntimeUnavailableException;
import dev.slipway.controlplane.runtime.Workload;
import dev.slipway.controlplane.runtime.docker.Difference.Step;
import dev.slipway.controlplane.vocabulary.AppId;
import dev.slipway.controlplane.vocabulary.Memory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cares for one app: reads what the engine has, takes the steps towards what is wanted, tells what
 * it sees, and waits until something happens. All of its state belongs to its one thread; everybody
 * else leaves it mail.
 */
final class AppLoop implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(AppLoop.class);

  /** How often processes are looked at and a silent engine is asked again. */
  private static final Duration TICK = Duration.ofSeconds(1);

  /** An adopted replica's probe has this long to be heard before traffic is sent without it. */
  private static final Duration JUDGEMENT = Duration.ofSeconds(5);

  private final AppId app;
  private final Region region;
  private final LinkedBlockingQueue<Runnable> mail = new LinkedBlockingQueue<>();
  private final Set<Thread> helpers = ConcurrentHashMap.newKeySet();
  private final Thread thread;
  private volatile boolean closed;

  private final ReplicaSet replicas;
  private final ServedEndpoints served;
  private Workload workload;
  private String template;
  private Progress progress;
  private final Scaler scaler;
  private Instant listAt = Instant.EPOCH;
  private boolean looked;
  private final Instant began = Instant.now();

  /** Whether replicas can be made at all, and when to try again. */
  private final Gate gate = new Gate();

  private volatile @Nullable Observation observation;

  /** What was asked for last, and what the observation speaks of. */
  private volatile Workload asked;

  private volatile @Nullable Workload observed;
  private volatile @Nullable RuntimeUnavailableException away;

  AppLoop(Workload workload, Region region) {
    this.app = workload.app();
    this.region = region;
    this.workload = workload;
    this.asked = workload;
    this.template = Template.of(workload).hash();
    this.progress = Progress.startingAt(began);
    this.replicas = new ReplicaSet(region, this::happened, this::heard);
    this.served =
        new ServedEndpoints(app, region.traffic, region.engine.settings().gatewayPatience());
    this.scaler = new Scaler(region.engine, mail::add, this::scaled);
    this.thread = Thread.ofVirtual().name("app " + app).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Changes what is wanted. The same again changes nothing. */
  void apply(Workload next) {
    asked = next;
    mail.add(() -> {
      if (next.equals(workload)) {
        return;
      }
      workload = next;
      template = Template.of(next).hash();
      progress = Progress.startingAt(Instant.now());
      gate.open();
      replicas.takeHeart();
      scaler.follow(next.scaling(), replicas.countOf(template));
    });
  }

  /** Something happened to one of the app's containers. */
  void stirred() {
    mail.add(() -> listAt = Instant.EPOCH);
  }

  /**
   * What was seen last, or null before the first look. What is asked for and not looked at yet is
   * neither settled nor failed.
   *
   * @throws RuntimeUnavailableException the engine did not answer the last look
   */
  @Nullable Observation observation() {
    var silence = away;
    if (silence != null) {
      throw new RuntimeUnavailableException(
          Objects.requireNonNullElse(silence.getMessage(), "the engine does not answer"), silence);
    }
    var seen = observation;
    return seen == null || asked.equals(observed)
        ? seen
        : new Observation(
            app, seen.revision(), seen.targetReplicas(), seen.replicas(), false, null);
  }

  /** Stops caring and returns when this has stopped. The replicas run on. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    helpers.forEach(Thread::interrupt);
    scaler.close();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    replicas.stopProbing();
  }

  private void run() {
    while (!closed) {
      try {
        var next = turn();
        var first = mail.poll(Math.max(1, next.toMillis()), TimeUnit.MILLISECONDS);
        for (var letter = first; letter != null; letter = mail.poll()) {
          letter.run();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException e) {
        if (closed) {
          return;
        }
        log.atError()
            .addKeyValue("app", app)
            .setCause(e)
            .log("Caring for an app failed in an unforeseen way; it is tried again");
        gate.shut("INTERNAL", "an unforeseen failure: " + e, Instant.now());
      }
    }
  }

  /**
   * Looks, acts and tells once.
   *
   * @return how long nothing needs to be done unless mail comes
   */
  private Duration turn() throws InterruptedException {
    try {
      look();
      act();
      back();
    } catch (RuntimeUnavailableException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedException();
      }
      away(e);
      sendTraffic();
    }
    tell();
    return away != null ? TICK : untilNext();
  }

  private void look() throws InterruptedException {
    var now = Instant.now();
    if (!now.isBefore(listAt)) {
      replicas.see(region.engine.client().list(region.labels(app)), template, now);
      if (!looked) {
        looked = true;
        scaler.follow(workload.scaling(), replicas.countOf(template));
      }
      listAt = now.plus(region.engine.settings().resync());
    }
    if (replicas.watchProcesses(now, this::discard)) {
      listAt = Instant.EPOCH;
    }
  }

  private void act() throws InterruptedException {
    while (true) {
      var settled = sendTraffic();
      if (settled) {
        replicas.leaving().stream().filter(r -> !r.departing).forEach(this::letGo);
      }
      var now = Instant.now();
      var wanted =
          new Difference.Wanted(
              target(),
              workload.rollout().maxSurge().ofRoundedUp(target()),
              workload.rollout().maxUnavailable().ofRoundedDown(target()),
              progress.abandoned());
      var steps = Difference.between(wanted, replicas.members(template, now));
      if (!take(steps)) {
        break;
      }
    }
    scaler.ready(replicas.measured(template));
    var now = Instant.now();
    var before = progress;
    progress =
        progress.seeing(
            replicas.readyOf(template), isSettled(), now, workload.rollout().progressDeadline());
    if (progress.abandoned() && !before.abandoned()) {
      happened("ROLLOUT_FAILED", true, abandonedBecause(), "");
    }
  }

  private int target() {
    return scaler.target();
  }

  private void scaled(int before, int now, double use, Scaling.Metric metric) {
    happened(
        "SCALED",
        false,
        "%s use is %.0f%%: from %d to %d replicas".formatted(metric, use, before, now),
        "");
  }

  private boolean isSettled() {
    return replicas.allReady(template, target()) && replicas.onlyOf(template);
  }

  /**
   * @return whether every gateway knows what the replicas are now, or was given up on
   */
  private boolean sendTraffic() throws InterruptedException {
    if (replicas.awaitsJudgement() && Instant.now().isBefore(began.plus(JUDGEMENT))) {
      return false;
    }
    var endpoints = replicas.endpoints();
    var outcome = served.serve(endpoints);
    return switch (outcome) {
      case SETTLED, SILENT -> {
        if (outcome == ServedEndpoints.Outcome.SILENT) {
          happened(
              "GATEWAY_SILENT",
              true,
              "a gateway does not acknowledge the app's endpoints; going on without it",
              "");
        }
        replicas.served(endpoints);
        yield true;
      }
      case PENDING -> false;
    };
  }

  /**
   * @return whether the picture has changed, so that there may be more to do at once
   */
  private boolean take(List<Step> steps) throws InterruptedException {
    var changed = false;
    var starts = new ArrayList<Start>();
    for (var step : steps) {
      switch (step) {
        case Step.Add() -> starts.add(new Start(replicas.fresh(), 0, false));
        case Step.Rerun(var id) -> {
          var replica = replicas.get(id);
          var same = !replica.fits(template);
          if (same && replica.container == null) {
            // Of another template and gone: nothing is left to run again.
            replicas.forget(replica);
          } else {
            starts.add(new Start(replica, same ? replica.run : replica.run + 1, same));
          }
        }
        case Step.Leave(var id) -> {
          replicas.get(id).leaving = true;
          changed = true;
        }
        case Step.Park(var id) -> {
          park(replicas.get(id));
          changed = true;
        }
      }
    }
    if (!starts.isEmpty() && gate.isOpen(Instant.now()) && imageIsHere(starts)) {
      launch(starts);
      changed |= gate.isOpen(Instant.now());
    }
    return changed;
  }

  private boolean imageIsHere(List<Start> starts) {
    if (gate.hasImage(workload.image()) || starts.stream().allMatch(Start::sameContainer)) {
      return true;
    }
    if (!gate.isFetching()) {
      gate.fetching();
      fetch(workload.image());
    }
    return false;
  }

  private void fetch(String image) {
    help(
        "fetch image",
        () -> {
          try {
            var fetched =
                region.images.obtain(
                    image,
                    () ->
                        mail.add(
                            () -> happened("IMAGE_PULLING", false, "fetching image " + image, "")));
            mail.add(() -> {
              fetched.ifPresent(f ->
                  happened(
                      "IMAGE_PULLED",
                      false,
                      "image %s fetched, %s in %d s"
                          .formatted(image, new Memory(f.bytes()), f.took().toSeconds()),
                      ""));
              gate.fetched(image);
            });
          } catch (ImageUnavailableException e) {
            var message = Objects.requireNonNullElse(e.getMessage(), "no image " + image);
            mail.add(() -> {
              if (gate.shutFor("IMAGE_UNAVAILABLE", message, e.certain(), Instant.now())) {
                happened("IMAGE_UNAVAILABLE", true, message, "");
              }
            });
          } catch (RuntimeUnavailableException | EngineException e) {
            mail.add(() ->
                gate.shut(
                    "IMAGE_UNAVAILABLE",
                    Objects.requireNonNullElse(e.getMessage(), "the engine is silent"),
                    Instant.now()));
          }
        });
  }

  private void launch(List<Start> starts) throws InterruptedException {
    var results = Start.all(starts, workload, region);
    for (int i = 0; i < starts.size(); i++) {
      var start = starts.get(i);
      var replica = start.replica();
      switch (results.get(i)) {
        case Start.Result.Runs(var container) -> {
          gate.open();
          replicas.runs(replica, container);
          happened(
              "REPLICA_STARTED",
              false,
              start.run() == 0
                  ? "replica %s started".formatted(replica.id)
                  : "replica %s started again, for the %d. time".formatted(replica.id, start.run()),
              replica.id);
        }
        case Start.Result.Refused(var why) -> refused(why);
        case Start.Result.NoGpu(var why) -> {
          var message = Objects.requireNonNullElse(why.getMessage(), "no free GPU");
          if (gate.shut("GPU_UNAVAILABLE", message, Instant.now())) {
            happened("GPU_UNAVAILABLE", true, "waits for a GPU: " + message, "");
          }
        }
      }
    }
  }

  private void refused(EngineException why) {
    if (why.imageMissing()) {
      gate.lostImage();
      return;
    }
    var message =
        "the engine refuses to start a replica: "
            + Objects.requireNonNullElse(why.getMessage(), "without a reason");
    if (gate.shut("START_FAILED", message, Instant.now())) {
      happened("START_FAILED", true, message, "");
    }
  }

  /** Out of traffic already: requests in flight may end, then it is told to stop. */
  private void letGo(Replica replica) {
    replica.departing = true;
    var drain = replica.wasServing ? region.engine.settings().drain() : Duration.ZERO;
    depart(replica, drain, workload.rollout().terminationGrace());
  }

  /** Stopping would wait for a process that is gone: only removal works. */
  private void discard(Replica replica) {
    var container = replica.container;
    if (container != null) {
      help(
          "discard " + replica.id,
          () -> {
            persist(() -> region.engine.client().remove(container.id()));
            stirred();
          });
    }
  }

  private void depart(Replica replica, Duration drain, Duration grace) {
    var containers = replicas.containersOf(replica);
    help(
        "stop " + replica.id,
        () -> {
          Thread.sleep(drain);
          for (var container : containers) {
            persist(() -> {
              if (container.running()) {
                region.engine.client().stop(container.id(), grace);
              }
              region.engine.client().remove(container.id());
            });
          }
          stirred();
        });
  }

  private void park(Replica replica) {
    replica.parked = true;
    replica.stopProbing();
    stop(replica);
  }

  private void stop(Replica replica) {
    var container = replica.container;
    var grace = workload.rollout().terminationGrace();
    if (container != null) {
      help(
          "stop " + replica.id,
          () -> {
            persist(() -> region.engine.client().stop(container.id(), grace));
            stirred();
          });
    }
  }

  /** A probe has changed its mind. */
  private void heard(
      Replica replica, Object probing, @Nullable Verdict readiness, @Nullable Verdict liveness) {
    mail.add(() -> {
      if (!replica.listensTo(probing)) {
        return;
      }
      if (readiness != null) {
        replicas.judged(replica, readiness);
      }
      if (liveness != null && !liveness.healthy() && replica.ending == null) {
        replica.ending = ExitReason.notLive(liveness.text());
        stop(replica);
      }
    });
  }

  private void away(RuntimeUnavailableException e) {
    if (away == null) {
      happened("ENGINE_UNAVAILABLE", true, String.valueOf(e.getMessage()), "");
    }
    away = e;
    listAt = Instant.EPOCH;
  }

  private void back() {
    if (away != null) {
      away = null;
      happened("ENGINE_BACK", false, "the engine answers again", "");
    }
  }

  private Duration untilNext() {
    var now = Instant.now();
    var wake = listAt;
    for (var time :
        List.of(
            replicas.nextDue(now),
            gate.opensAt(now),
            isSettled() ? Instant.MAX : progress.since().plus(deadline()),
            replicas.isEmpty() ? Instant.MAX : now.plus(TICK))) {
      wake = time.isAfter(now) && time.isBefore(wake) ? time : wake;
    }
    var pause = Duration.between(now, wake);
    return pause.isPositive() ? pause : Duration.ofMillis(10);
  }

  private Duration deadline() {
    return workload.rollout().progressDeadline().plusMillis(1);
  }

  private void tell() {
    var now = Instant.now();
    var seen =
        new Observation(
            app,
            workload.revision(),
            target(),
            replicas.statuses(template, workload.revision(), now),
            isSettled(),
            failure(now));
    if (!seen.equals(observation) || !workload.equals(observed)) {
      observation = seen;
      observed = workload;
      region.tell(seen);
    }
  }

  private Observation.@Nullable Failure failure(Instant now) {
    var silence = away;
    if (silence != null && replicas.ready() == 0) {
      return new Observation.Failure(
          true, "ENGINE_UNAVAILABLE", String.valueOf(silence.getMessage()));
    }
    if (gate.isCertain()) {
      return new Observation.Failure(false, gate.code(), gate.message());
    }
    var overdue = !isSettled() && progress.isOverdue(now, workload.rollout().progressDeadline());
    if (!overdue && !progress.abandoned()) {
      return null;
    }
    return gate.isShut()
        ? new Observation.Failure(gate.isPlatforms(), gate.code(), abandonedBecause())
        : new Observation.Failure(
            false,
            replicas.worst(template).map(ReplicaSet.Trouble::code).orElse(ExitReason.PROBE_FAILED),
            abandonedBecause());
  }

  private String abandonedBecause() {
    var why =
        gate.isShut()
            ? gate.message()
            : replicas
                .worst(template)
                .map(ReplicaSet.Trouble::message)
                .orElse("its replicas did not all become ready");
    var others = replicas.readyOthers(template);
    return "no progress for %s: %s%s"
        .formatted(
            ExitReason.readable(workload.rollout().progressDeadline()),
            why,
            others == 0 ? "" : "; %d of an earlier revision still serve".formatted(others));
  }

  private void happened(String code, boolean warning, String message, String replica) {
    region.tell(
        new RuntimeEvent(app, Instant.now(), warning, code, message, workload.revision(), replica));
  }

  private interface Help {
    void run() throws InterruptedException;
  }

  /** Does what takes long beside the loop, until the loop is closed. */
  private void help(String what, Help help) {
    var helper =
        Thread.ofVirtual()
            .name(what)
            .unstarted(() -> {
              try {
                help.run();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              } catch (RuntimeException e) {
                if (!closed) {
                  log.atError()
                      .addKeyValue("app", app)
                      .addKeyValue("what", what)
                      .setCause(e)
                      .log("A helper failed in an unforeseen way");
                }
              } finally {
                helpers.remove(Thread.currentThread());
              }
            });
    helpers.add(helper);
    helper.start();
    if (closed) {
      helper.interrupt();
    }
  }

  /** Tries until the engine has done it. */
  private void persist(Runnable task) throws InterruptedException {
    var backOff = BackOff.NONE;
    while (true) {
      try {
        task.run();
        return;
      } catch (RuntimeUnavailableException | EngineException e) {
        if (closed) {
          return;
        }
        backOff = backOff.failedAfter(Duration.ZERO);
        Thread.sleep(backOff.delay());
      }
    }
  }
}
