package dev.slipway.controlplane.runtime.docker;

import dev.slipway.controlplane.app.Endpoint;
import dev.slipway.controlplane.runtime.ReplicaStatus;
import dev.slipway.controlplane.runtime.docker.Difference.Condition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a loop remembers of one replica over its runs. Belongs to the loop's thread; what the engine
 * knows is in {@link #container}, the rest is lost with the process and found out again.
 */
final class Replica {
  private static final String LOOPBACK = "127.0.0.1";

  final String id;

  /** The current run, or null when it is not there any more. */
  @Nullable Container container;

  /** Of the current run, kept when its container is gone. */
  int run;

  /** The readiness that was heard last of the current run; null before the first word. */
  @Nullable Verdict readiness;

  /** Since when it has been ready without a break, or null. */
  @Nullable Instant readySince;

  /** It was running when we came, so it may be serving although we have not heard its probe. */
  boolean adopted;

  boolean proven;

  /** Every gateway has acknowledged it as an endpoint. */
  boolean serving;

  /** Requests may have reached it. */
  boolean wasServing;

  /** The end of the current run has been told. */
  boolean endSeen;

  /** Since when the current run is known to have ended, while its cause is not; or null. */
  @Nullable Instant endNoticed;

  boolean parked;

  /** Taken out of traffic for good. */
  boolean leaving;

  /** Its departure is under way on a thread of its own. */
  boolean departing;

  /** We are ending the current run ourselves, and why. */
  @Nullable ExitReason ending;

  BackOff backOff = BackOff.NONE;

  /** When an ended replica may run again. */
  Instant due = Instant.EPOCH;

  /** How it last ended, in words that complete "replica x …"; empty when all is well. */
  String trouble = "";

  String troubleCode = "";

  /** The kernel's count of kills for memory when the current run was first seen. */
  long kernelKills = KernelMemory.kills();

  /** The first process of the current run as this machine sees it, or null where it cannot. */
  @Nullable ProcessHandle process;

  /** Since when that process has been gone although the engine calls it running, or null. */
  @Nullable Instant processGone;

  private final List<Prober> probers = new ArrayList<>();
  private @Nullable Object probing;
  private @Nullable Instant probedRun;
  private String template = "";

  Replica(String id) {
    this.id = id;
  }

  boolean running() {
    return container != null && container.running();
  }

  boolean fits(String wanted) {
    return template.equals(wanted);
  }

  /** Takes note of what the engine says of the current run. */
  void seen(Container now) {
    container = now;
    run = now.run();
    template = now.template();
  }

  /** The current run is the one whose probes are running. */
  boolean isProbed() {
    return container != null && Objects.equals(probedRun, container.startedAt());
  }

  /** What these probes say counts from now on, and nothing that earlier ones still say. */
  void probedBy(Object name, List<Prober> started) {
    stopProbing();
    probing = name;
    probers.addAll(started);
    probedRun = container == null ? null : container.startedAt();
  }

  boolean listensTo(Object name) {
    return name.equals(probing);
  }

  void stopProbing() {
    probers.forEach(Prober::close);
    probers.clear();
    probing = null;
    probedRun = null;
    readiness = null;
    readySince = null;
    serving = false;
  }

  Condition condition(Instant now) {
    if (leaving) {
      return Condition.LEAVING;
    }
    if (parked) {
      return Condition.PARKED;
    }
    if (!running()) {
      return endNoticed != null || now.isBefore(due) ? Condition.DOWN : Condition.DUE;
    }
    if (ending != null) {
      return Condition.UNREADY;
    }
    if (readiness == null) {
      return adopted ? Condition.UNJUDGED : Condition.UNREADY;
    }
    return readiness.healthy() ? Condition.READY : Condition.UNREADY;
  }

  Difference.Member member(String template, Instant now) {
    var condition = condition(now);
    return new Difference.Member(
        id, fits(template), condition, proven, serving && condition == Condition.READY, since());
  }

  Instant since() {
    if (container == null) {
      return due;
    }
    return container.startedAt() == null ? container.created() : container.startedAt();
  }

  /** Where it answers, or null while it has no port. */
  @Nullable Endpoint endpoint() {
    if (container == null) {
      return null;
    }
    var port = container.published(container.port());
    return port == null ? null : new Endpoint(id, LOOPBACK, port);
  }

  /** How long the run that just ended had been ready. */
  Duration readyFor(Instant end) {
    return readySince == null ? Duration.ZERO : Duration.between(readySince, end);
  }

  /**
   * @param wantedRevision of the workload that a fitting container belongs to, whichever revision
   *     made it
   */
  ReplicaStatus status(String template, long wantedRevision, Instant now) {
    var condition = condition(now);
    var state =
        switch (condition) {
          case LEAVING -> ReplicaStatus.State.LEAVING;
          case PARKED, DOWN, DUE -> ReplicaStatus.State.RESTARTING;
          case UNJUDGED -> ReplicaStatus.State.STARTING;
          case READY -> ReplicaStatus.State.READY;
          case UNREADY ->
              proven && readiness != null
                  ? ReplicaStatus.State.NOT_READY
                  : ReplicaStatus.State.STARTING;
        };
    var reason =
        switch (condition) {
          case LEAVING, READY, UNJUDGED -> "";
          case PARKED -> "given up: " + trouble;
          case DOWN, DUE -> trouble;
          case UNREADY ->
              readiness != null && !readiness.healthy()
                  ? "its readiness " + readiness.text()
                  : trouble;
        };
    return new ReplicaStatus(
        id,
        fits(template) ? wantedRevision : container == null ? 0 : container.revision(),
        state,
        run,
        since(),
        endpoint(),
        reason);
  }
}
