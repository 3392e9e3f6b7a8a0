package dev.slipway.controlplane.runtime.docker;

import dev.slipway.controlplane.app.Scaling;
import dev.slipway.controlplane.runtime.Observation;
import dev.slipway.controlplane.runtime.ReplicaStatus;
import dev.slipway.controlplane.runtime.RuntimeEvent;
import dev.slipway.controlplane.runtime.RuntimeUnavailableException;
import dev.slipway.controlplane.runtime.ServedEndpoints;
import dev.slipway.controlplane.runtime.Workload;
import dev.slipway.controlplane.runtime.docker.Difference.Step;
import dev.slipway.controlplane.vocabulary.AppId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
  private final Thread thread;
  private final Helpers helpers;
  private final Departures departures;
  private final ReplicaSet replicas;
  private final Launcher launcher;
  private final ServedEndpoints served;
  private final Scaler scaler;
  private final Instant began = Instant.now();

  private Workload workload;
  private String template;
  private Progress progress;
  private boolean looked;
  private Instant listAt = Instant.EPOCH;

  /** What {@link #apply} was last given, which the loop may not have taken up yet. */
  private volatile Workload asked;

  private volatile @Nullable Told told;
  private volatile @Nullable RuntimeUnavailableException away;
  private volatile boolean closed;

  /** What was seen, and while what was wanted. */
  private record Told(Workload wanted, Observation seen) {}

  AppLoop(Workload workload, Region region) {
    this.app = workload.app();
    this.region = region;
    this.workload = workload;
    this.asked = workload;
    this.template = Template.of(workload).hash();
    this.progress = Progress.startingAt(began);
    this.helpers = new Helpers(app);
    this.departures = new Departures(region.engine.client(), helpers, this::stirred);
    this.replicas = new ReplicaSet(region, this::happened, this::heard);
    this.launcher = new Launcher(region, replicas, this::happened, helpers, mail::add);
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
      launcher.gate().open();
      replicas.takeHeart();
      scaler.follow(next.scaling(), replicas.countOf(template));
    });
  }

  /** Something happened to one of the app's containers. */
  void stirred() {
    mail.add(() -> listAt = Instant.EPOCH);
  }

  /**
   * What was seen last. Until the loop has looked with the last workload in mind, that says nothing
   * of being settled or failing.
   *
   * @return null before the first look
   * @throws RuntimeUnavailableException the engine did not answer the last look
   */
  @Nullable Observation observation() {
    var silence = away;
    if (silence != null) {
      throw new RuntimeUnavailableException(String.valueOf(silence.getMessage()), silence);
    }
    var last = told;
    if (last == null) {
      return null;
    }
    return last.wanted().equals(asked) ? last.seen() : unsettled(last.seen().replicas());
  }

  /** These replicas, while the loop has yet to make them what is wanted. */
  Observation unsettled(List<ReplicaStatus> replicas) {
    var wanted = asked;
    return new Observation(app, wanted.revision(), wanted.scaling().min(), replicas, false, null);
  }

  /** Stops caring and returns when this has stopped. The replicas run on. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    helpers.close();
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
        var pause = turnOrPause();
        var letter = mail.poll(Math.max(1, pause.toMillis()), TimeUnit.MILLISECONDS);
        while (letter != null) {
          letter.run();
          letter = mail.poll();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private Duration turnOrPause() throws InterruptedException {
    try {
      return turn();
    } catch (RuntimeException e) {
      if (!closed) {
        log.atError()
            .addKeyValue("app", app)
            .setCause(e)
            .log("Caring for an app failed in an unforeseen way; it is tried again");
      }
      return TICK;
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
    } catch (EngineException e) {
      away(new RuntimeUnavailableException("the engine refuses: " + e.getMessage(), e));
    } catch (RuntimeUnavailableException e) {
      away(e);
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
    replicas.explainEnds(now);
    if (replicas.watchProcesses(now, departures::discard)) {
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
      happened("ROLLOUT_FAILED", true, stuck().message(), "");
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
            changed = true;
          } else {
            starts.add(new Start(replica, same ? replica.run : replica.run + 1, same));
          }
        }
        case Step.Leave(var id) -> {
          replicas.get(id).leaving = true;
          changed = true;
        }
        case Step.Park(var id) -> {
          var replica = replicas.get(id);
          replica.parked = true;
          replica.stopProbing();
          departures.stop(replica, workload.rollout().terminationGrace());
          changed = true;
        }
      }
    }
    return launcher.launch(starts, workload) || changed;
  }

  /** Out of traffic already: requests in flight may end, then it is told to stop. */
  private void letGo(Replica replica) {
    replica.departing = true;
    departures.leave(
        replica,
        replicas.containersOf(replica),
        replica.wasServing ? region.engine.settings().drain() : Duration.ZERO,
        workload.rollout().terminationGrace());
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
        departures.stop(replica, workload.rollout().terminationGrace());
      }
    });
  }

  /** Probes are still heard, so that traffic follows them. */
  private void away(RuntimeUnavailableException e) throws InterruptedException {
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedException();
    }
    if (away == null) {
      happened("ENGINE_UNAVAILABLE", true, String.valueOf(e.getMessage()), "");
    }
    away = e;
    listAt = Instant.EPOCH;
    sendTraffic();
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
            launcher.gate().opensAt(now),
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
    var telling = new Told(workload, seen);
    var before = told;
    told = telling;
    if (!telling.equals(before)) {
      region.news.tell(seen);
    }
  }

  private Observation.@Nullable Failure failure(Instant now) {
    var silence = away;
    if (silence != null && replicas.ready() == 0) {
      return new Observation.Failure(
          true, "ENGINE_UNAVAILABLE", String.valueOf(silence.getMessage()));
    }
    var gate = launcher.gate();
    if (gate.isCertain()) {
      return new Observation.Failure(false, gate.code(), gate.message());
    }
    var overdue = !isSettled() && progress.isOverdue(now, workload.rollout().progressDeadline());
    return overdue || progress.abandoned() ? stuck() : null;
  }

  /** Nothing gets better: what is in the way, or what ails the replicas. */
  private Observation.Failure stuck() {
    var gate = launcher.gate();
    var trouble =
        gate.isShut()
            ? new ReplicaSet.Trouble(gate.code(), gate.message())
            : replicas
                .worst(template)
                .orElse(
                    new ReplicaSet.Trouble(
                        ExitReason.PROBE_FAILED, "its replicas did not all become ready"));
    var others = replicas.readyOthers(template);
    return new Observation.Failure(
        gate.isShut() && gate.isPlatforms(),
        trouble.code(),
        "no progress for %s: %s%s"
            .formatted(
                ExitReason.readable(workload.rollout().progressDeadline()),
                trouble.message(),
                others == 0 ? "" : "; %d of an earlier revision still serve".formatted(others)));
  }

  private void happened(String code, boolean warning, String message, String replica) {
    region.news.tell(
        new RuntimeEvent(app, Instant.now(), warning, code, message, workload.revision(), replica));
  }
}
