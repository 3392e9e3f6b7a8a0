package dev.slipway.controlplane.runtime.docker;

import dev.slipway.controlplane.app.Endpoint;
import dev.slipway.controlplane.runtime.ReplicaStatus;
import dev.slipway.controlplane.runtime.docker.Difference.Condition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An app's replicas: what the engine last showed, joined with what we remember. */
final class ReplicaSet {
  /** A process may end a little before the engine says so. */
  private static final Duration ENGINE_NOTICES = Duration.ofSeconds(3);

  /** The engine may tell that somebody killed a container after it has told that it ended. */
  private static final Duration STRIKE_IS_TOLD = Duration.ofSeconds(2);

  /** Without letters that look alike or make words. */
  private static final String ID_LETTERS = "bcdfghjkmnpqrstvwxz23456789";

  private static final int ID_LENGTH = 5;

  private final Region region;
  private final EventSink events;
  private final VerdictSink verdicts;
  private final Map<String, Replica> replicas = new TreeMap<>();

  /** Ended containers that are kept for their log, by replica. */
  private final Map<String, Container> previous = new LinkedHashMap<>();

  interface EventSink {
    void happened(String code, boolean warning, String message, String replica);
  }

  /** Called from a prober's thread; {@code probing} names the probes that speak. */
  interface VerdictSink {
    void heard(
        Replica replica, Object probing, @Nullable Verdict readiness, @Nullable Verdict liveness);
  }

  /**
   * Why replicas are not ready.
   *
   * @param message for people
   */
  record Trouble(String code, String message) {}

  ReplicaSet(Region region, EventSink events, VerdictSink verdicts) {
    this.region = region;
    this.events = events;
    this.verdicts = verdicts;
  }

  /** Takes in the engine's list of the app's containers. */
  void see(List<Container> containers, String template, Instant now) {
    var byReplica = containers.stream().collect(Collectors.groupingBy(Container::replica));
    for (var replica : List.copyOf(replicas.values())) {
      var runs = byReplica.remove(replica.id);
      if (replica.leaving || replica.departing) {
        if (runs == null) {
          forget(replica);
        }
        continue;
      }
      var current = current(replica, runs == null ? List.of() : runs);
      if (current != null) {
        update(replica, current, now);
      } else if (replica.container != null) {
        vanished(replica, now);
      }
    }
    byReplica.forEach((id, runs) -> adopt(id, runs, template, now));
  }

  /** Starting is never under way while we look, so what is superfluous can go. */
  private @Nullable Container current(Replica replica, List<Container> containers) {
    var runs = Runs.of(containers);
    runs.superfluous().forEach(container -> region.engine.client().remove(container.id()));
    runs.previous()
        .ifPresentOrElse(
            before -> previous.put(replica.id, before), () -> previous.remove(replica.id));
    return runs.current().orElse(null);
  }

  private void adopt(String id, List<Container> runs, String template, Instant now) {
    var replica = new Replica(id);
    var current = current(replica, runs);
    if (current == null) {
      return;
    }
    replicas.put(id, replica);
    replica.adopted = current.running();
    replica.proven = current.running();
    if (current.running()) {
      events.happened(
          "REPLICA_ADOPTED",
          false,
          "replica %s was found running%s"
              .formatted(id, current.template().equals(template) ? "" : ", of an earlier revision"),
          id);
    }
    update(replica, current, now);
  }

  private void update(Replica replica, Container now, Instant instant) {
    replica.seen(now);
    if (now.running()) {
      if (!replica.isProbed()) {
        probe(replica, now);
      }
    } else if (!replica.endSeen) {
      ended(replica, now, instant);
    }
  }

  /** A new run has been started. */
  void runs(Replica replica, Container container) {
    if (replica.container != null && !replica.container.id().equals(container.id())) {
      previous.put(replica.id, replica.container);
    }
    replicas.put(replica.id, replica);
    replica.adopted = false;
    replica.parked = false;
    update(replica, container, Instant.now());
  }

  private void probe(Replica replica, Container container) {
    replica.endSeen = false;
    replica.endNoticed = null;
    replica.ending = null;
    replica.kernelKills = KernelMemory.kills();
    replica.process = ProcessHandle.of(container.pid()).orElse(null);
    replica.processGone = null;
    var probing = new Object();
    replica.probedBy(
        probing,
        Prober.of(
            container,
            region.http,
            readiness -> verdicts.heard(replica, probing, readiness, null),
            liveness -> verdicts.heard(replica, probing, null, liveness)));
  }

  private void ended(Replica replica, Container container, Instant now) {
    var finished = Objects.requireNonNullElse(container.finishedAt(), now);
    var started = Objects.requireNonNullElse(container.startedAt(), finished);
    var struck = region.wasStruck(container.id());
    var reason =
        replica.ending != null
            ? replica.ending
            : ExitReason.of(
                container.exitCode(),
                Duration.between(started, finished),
                container.memory(),
                new ExitReason.Clues(
                    container.outOfMemory(), KernelMemory.kills() > replica.kernelKills, struck));
    if (reason.isUnexplained(container.exitCode()) && awaitsStrike(replica, now)) {
      return;
    }
    over(replica, reason, finished, now);
  }

  private static boolean awaitsStrike(Replica replica, Instant now) {
    if (replica.endNoticed == null) {
      replica.endNoticed = now;
    }
    return now.isBefore(replica.endNoticed.plus(STRIKE_IS_TOLD));
  }

  /** Tells of ends that were noticed, and of which nothing more will be learned. */
  void explainEnds(Instant now) {
    for (var replica : replicas.values()) {
      if (replica.endNoticed != null && replica.container != null) {
        ended(replica, replica.container, now);
      }
    }
  }

  private void vanished(Replica replica, Instant now) {
    var reason = replica.ending != null ? replica.ending : ExitReason.vanished();
    replica.container = null;
    over(replica, reason, now, now);
    if (replica.parked) {
      forget(replica);
    }
  }

  private void over(Replica replica, ExitReason reason, Instant finished, Instant now) {
    replica.endSeen = true;
    replica.endNoticed = null;
    var readyFor = replica.readyFor(finished);
    replica.stopProbing();
    replica.ending = null;
    replica.adopted = false;
    replica.process = null;
    if (replica.parked) {
      return;
    }
    replica.backOff = replica.backOff.failedAfter(readyFor);
    replica.due = now.plus(replica.backOff.delay());
    var times = replica.backOff.tries();
    replica.troubleCode = reason.code();
    replica.trouble = reason.text() + (times > 1 ? ", %d times in a row".formatted(times) : "");
    events.happened(
        reason.code(),
        true,
        "replica %s %s; runs again in %d s"
            .formatted(replica.id, replica.trouble, replica.backOff.delay().toSeconds()),
        replica.id);
  }

  void judged(Replica replica, Verdict verdict) {
    var before = replica.readiness;
    var wasHealthy = before != null && before.healthy();
    replica.readiness = verdict;
    if (verdict.healthy()) {
      replica.proven = true;
      replica.trouble = "";
      replica.troubleCode = "";
      if (!wasHealthy) {
        replica.readySince = Instant.now();
        if (!replica.adopted) {
          events.happened(
              "REPLICA_READY", false, "replica %s is ready".formatted(replica.id), replica.id);
        }
      }
    } else {
      replica.readySince = null;
      replica.troubleCode = ExitReason.PROBE_FAILED;
      replica.trouble = "is not ready: its readiness " + verdict.text();
      // While it starts, not being ready is no news.
      if (wasHealthy) {
        events.happened(
            "REPLICA_NOT_READY",
            true,
            "replica %s %s".formatted(replica.id, replica.trouble),
            replica.id);
      }
    }
    replica.adopted = false;
  }

  /**
   * Looks whether the processes of running containers are still there.
   *
   * @param lost gets replicas whose container the engine wrongly calls running
   * @return whether the engine should be asked again
   */
  boolean watchProcesses(Instant now, Consumer<Replica> lost) {
    var ask = false;
    for (var replica : replicas.values()) {
      var process = replica.process;
      if (process == null || !replica.running() || replica.leaving || process.isAlive()) {
        continue;
      }
      if (replica.processGone == null) {
        replica.processGone = now;
      } else if (replica.ending == null && now.isAfter(replica.processGone.plus(ENGINE_NOTICES))) {
        replica.ending = ExitReason.lost();
        lost.accept(replica);
      }
      ask = true;
    }
    return ask;
  }

  /** Everything that was given up, or waits long, is tried again now. */
  void takeHeart() {
    for (var replica : replicas.values()) {
      if (replica.parked && !replica.leaving) {
        replica.parked = false;
        replica.due = Instant.EPOCH;
      }
    }
  }

  /** A replica that does not exist yet, under a name that none has. */
  Replica fresh() {
    while (true) {
      var id =
          ThreadLocalRandom.current()
              .ints(ID_LENGTH, 0, ID_LETTERS.length())
              .mapToObj(i -> ID_LETTERS.substring(i, i + 1))
              .collect(Collectors.joining());
      if (!replicas.containsKey(id)) {
        return new Replica(id);
      }
    }
  }

  Replica get(String id) {
    return Objects.requireNonNull(replicas.get(id), "a step names a replica that exists");
  }

  void forget(Replica replica) {
    replica.stopProbing();
    if (replica.container != null) {
      region.wasStruck(replica.container.id());
    }
    replicas.remove(replica.id);
    previous.remove(replica.id);
  }

  List<Difference.Member> members(String template, Instant now) {
    return replicas.values().stream().map(r -> r.member(template, now)).toList();
  }

  /** The replica's containers, the current one first. */
  List<Container> containersOf(Replica replica) {
    var all = new ArrayList<Container>();
    if (replica.container != null) {
      all.add(replica.container);
    }
    var before = previous.get(replica.id);
    if (before != null) {
      all.add(before);
    }
    return all;
  }

  /** Containers whose use counts: those of ready replicas of the template. */
  List<Container> measured(String template) {
    return ready(template).stream().map(r -> r.container).filter(Objects::nonNull).toList();
  }

  List<Replica> leaving() {
    return replicas.values().stream().filter(r -> r.leaving).toList();
  }

  /** Where requests should go, in the order of the replicas' ids. */
  List<Endpoint> endpoints() {
    return inTraffic().map(Replica::endpoint).filter(Objects::nonNull).toList();
  }

  private Stream<Replica> inTraffic() {
    var now = Instant.now();
    return replicas.values().stream().filter(r -> r.condition(now) == Condition.READY);
  }

  /** The gateways send requests to exactly these. */
  void served(List<Endpoint> endpoints) {
    for (var replica : replicas.values()) {
      replica.serving = endpoints.stream().anyMatch(e -> e.replica().equals(replica.id));
      replica.wasServing |= replica.serving;
    }
  }

  /** One that ran before us may be serving, but its probe has not been heard. */
  boolean awaitsJudgement() {
    var now = Instant.now();
    return replicas.values().stream().anyMatch(r -> r.condition(now) == Condition.UNJUDGED);
  }

  private Collection<Replica> ready(String template) {
    return inTraffic().filter(r -> r.fits(template)).toList();
  }

  long readyOf(String template) {
    return ready(template).size();
  }

  long readyOthers(String template) {
    return inTraffic().filter(r -> !r.fits(template)).count();
  }

  long ready() {
    return inTraffic().count();
  }

  int countOf(String template) {
    return (int) replicas.values().stream().filter(r -> !r.leaving && r.fits(template)).count();
  }

  boolean allReady(String template, int wanted) {
    return ready(template).stream().filter(r -> r.serving).count() == wanted;
  }

  boolean onlyOf(String template) {
    return replicas.values().stream().allMatch(r -> !r.leaving && r.fits(template))
        && replicas.size() == readyOf(template);
  }

  boolean isEmpty() {
    return replicas.isEmpty();
  }

  /** When the next replica that waits may run again; the end of time when none waits. */
  Instant nextDue(Instant now) {
    return replicas.values().stream()
        .filter(r -> r.condition(now) == Condition.DOWN)
        .map(r -> r.due)
        .min(Comparator.naturalOrder())
        .orElse(Instant.MAX);
  }

  /** What keeps the replica from being ready that is furthest from it. */
  Optional<Trouble> worst(String template) {
    var now = Instant.now();
    return replicas.values().stream()
        .filter(r -> !r.leaving && r.fits(template) && r.condition(now) != Condition.READY)
        .min(
            Comparator.comparing((Replica r) -> r.troubleCode.isEmpty())
                .thenComparing(r -> r.condition(now)))
        .map(r ->
            r.troubleCode.isEmpty()
                ? new Trouble(
                    ExitReason.PROBE_FAILED, "replica %s has not become ready".formatted(r.id))
                : new Trouble(r.troubleCode, "replica %s %s".formatted(r.id, r.trouble)));
  }

  List<ReplicaStatus> statuses(String template, long revision, Instant now) {
    return replicas.values().stream().map(r -> r.status(template, revision, now)).toList();
  }

  void stopProbing() {
    replicas.values().forEach(Replica::stopProbing);
  }
}
