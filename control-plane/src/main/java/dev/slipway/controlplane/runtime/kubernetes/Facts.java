package dev.slipway.controlplane.runtime.kubernetes;

import dev.slipway.controlplane.runtime.Workload;
import io.kubernetes.client.openapi.models.V1ContainerState;
import io.kubernetes.client.openapi.models.V1ContainerStateTerminated;
import io.kubernetes.client.openapi.models.V1DeploymentCondition;
import io.kubernetes.client.openapi.models.V1Pod;
import io.kubernetes.client.openapi.models.V1PodCondition;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What an app's objects show by themselves, by keys that stay the same for as long as they show it:
 * a fact that was not there before is news.
 */
final class Facts {
  private static final Pattern PULLED =
      Pattern.compile(
          "Successfully pulled image \"([^\"]+)\" in ([0-9.hmsµ]+)"
              + "(?: \\([^)]*\\))?(?:\\. Image size: (\\d+) bytes)?.*");

  /** Troubles that are told of each replica that has them; others are told once for the app. */
  private static final Set<String> OF_A_REPLICA =
      Set.of(Trouble.MOUNT_FAILED, Trouble.START_FAILED, Trouble.NODE_LOST, Trouble.EVICTED);

  private static final Set<String> OF_THE_APP =
      Set.of(Trouble.IMAGE_UNAVAILABLE, Trouble.UNSCHEDULABLE);

  private final Map<String, Fact> facts = new LinkedHashMap<>();
  private final Workload wanted;
  private final AppObjects seen;
  private final Sets sets;

  private Facts(Workload wanted, AppObjects seen) {
    this.wanted = wanted;
    this.seen = seen;
    this.sets = Sets.of(seen);
  }

  /** Pure. */
  static Map<String, Fact> of(Workload wanted, AppObjects seen) {
    var facts = new Facts(wanted, seen);
    seen.pods().forEach(facts::of);
    facts.ofRollout();
    return facts.facts;
  }

  private void of(V1Pod pod) {
    pulled(pod);
    started(pod);
    ready(pod);
    troubled(pod);
    disrupted(pod);
    notLive(pod);
    ended(pod);
  }

  private void pulled(V1Pod pod) {
    happenings(pod, "Pulled")
        .forEach(happening -> {
          var pulled = PULLED.matcher(happening.message());
          if (pulled.matches()) {
            var size = pulled.group(3);
            put(
                pod,
                "pulled " + happening.uid(),
                happening.last(),
                false,
                "IMAGE_PULLED",
                "image %s fetched,%s in %s"
                    .formatted(
                        pulled.group(1),
                        size == null
                            ? ""
                            : " "
                                + new dev.slipway.controlplane.vocabulary.Memory(
                                    Long.parseLong(size)),
                        pulled.group(2)));
          }
        });
  }

  private void started(V1Pod pod) {
    var running = Pods.state(pod).map(V1ContainerState::getRunning);
    if (running.isPresent() && !Pods.leaving(pod)) {
      var restarts = Pods.restarts(pod);
      put(
          pod,
          "started " + restarts,
          Pods.instant(running.get().getStartedAt(), Pods.created(pod)),
          false,
          "REPLICA_STARTED",
          restarts == 0
              ? "replica %s started".formatted(Names.of(pod))
              : "replica %s started again, run %d".formatted(Names.of(pod), restarts + 1));
    }
  }

  private void ready(V1Pod pod) {
    if (Pods.ready(pod)) {
      put(
          pod,
          "ready " + Pods.readySince(pod),
          Pods.readySince(pod),
          false,
          "REPLICA_READY",
          "replica %s is ready".formatted(Names.of(pod)));
    }
  }

  private void troubled(V1Pod pod) {
    if (Pods.leaving(pod) && !Pods.over(pod)) {
      return;
    }
    Trouble.of(pod, seen, wanted)
        .ifPresent(trouble -> {
          var message = "replica %s %s".formatted(Names.of(pod), trouble.text());
          if (OF_A_REPLICA.contains(trouble.code())) {
            put(pod, trouble.code(), Instant.MAX, true, trouble.code(), message);
          } else if (OF_THE_APP.contains(trouble.code())) {
            facts.putIfAbsent(
                trouble.code() + " " + Pods.replicaSet(pod),
                new Fact(
                    Instant.MAX,
                    true,
                    trouble.code(),
                    trouble.code().equals(Trouble.IMAGE_UNAVAILABLE) ? trouble.text() : message,
                    sets.revisionOf(pod),
                    ""));
          }
        });
  }

  /** Somebody or something had a reason to end it that is not ours. */
  private void disrupted(V1Pod pod) {
    Pods.condition(pod, "DisruptionTarget")
        .filter(condition -> "True".equals(condition.getStatus()))
        .ifPresent(condition -> {
          var lost =
              "DeletionByTaintManager".equals(condition.getReason())
                  || "DeletionByPodGC".equals(condition.getReason());
          put(
              pod,
              lost ? Trouble.NODE_LOST : Trouble.EVICTED,
              Pods.instant(condition.getLastTransitionTime(), Instant.MAX),
              true,
              lost ? Trouble.NODE_LOST : Trouble.EVICTED,
              "replica %s %s"
                  .formatted(
                      Names.of(pod),
                      lost
                          ? "is lost: its node %s does not answer, or is gone"
                              .formatted(Pods.node(pod))
                          : evicted(pod, condition)));
        });
  }

  private static String evicted(V1Pod pod, V1PodCondition condition) {
    var node = Pods.node(pod);
    return switch (String.valueOf(condition.getReason())) {
      case "PreemptionByScheduler" ->
          "has to leave node %s for a pod of higher priority".formatted(node);
      case "EvictionByEvictionAPI" ->
          "has to leave node %s: the node is drained, or the pod was evicted".formatted(node);
      default -> "was evicted from node %s: %s".formatted(node, condition.getMessage());
    };
  }

  private void notLive(V1Pod pod) {
    happenings(pod, "Killing").stream()
        .filter(happening -> happening.message().contains("liveness probe"))
        .forEach(happening ->
            put(
                pod,
                "not live %s %d".formatted(happening.uid(), happening.count()),
                happening.last(),
                true,
                Trouble.PROBE_FAILED,
                "replica %s is restarted: its liveness %s"
                    .formatted(Names.of(pod), livenessOf(pod))));
  }

  private String livenessOf(V1Pod pod) {
    return happenings(pod, "Unhealthy").stream()
        .filter(happening -> happening.message().contains("Liveness"))
        .reduce((_, last) -> last)
        .map(happening -> ProbeWords.of(happening.message(), wanted.livenessProbe(), wanted.port()))
        .orElse("probe fails");
  }

  private void ended(V1Pod pod) {
    if (!Pods.leaving(pod)) {
      Pods.lastEnd(pod)
          .filter(end -> !killedForLiveness(pod, end))
          .ifPresent(end -> ended(pod, end));
    }
  }

  private boolean killedForLiveness(V1Pod pod, V1ContainerStateTerminated end) {
    var from = Pods.instant(end.getStartedAt(), Instant.MIN);
    var until = Pods.instant(end.getFinishedAt(), Instant.MAX);
    return happenings(pod, "Killing").stream()
        .filter(happening -> happening.message().contains("liveness probe"))
        .anyMatch(
            happening -> !happening.last().isBefore(from) && !happening.last().isAfter(until));
  }

  private void ended(V1Pod pod, V1ContainerStateTerminated end) {
    var ending = Ending.of(end, Trouble.limit(pod), wanted.livenessProbe() != null);
    var over = Pods.state(pod).map(V1ContainerState::getTerminated).isPresent();
    int times = Pods.restarts(pod) + (over ? 1 : 0);
    put(
        pod,
        "ended " + end.getContainerID() + end.getFinishedAt(),
        Pods.instant(end.getFinishedAt(), Instant.MAX),
        true,
        ending.code(),
        "replica %s %s%s%s%s"
            .formatted(
                Names.of(pod),
                ending.text(),
                times > 1 ? ", %d times in a row".formatted(times) : "",
                Trouble.runsAgain(pod).map(pause -> "; runs again in " + pause).orElse(""),
                Ending.lastWords(end)));
  }

  private void ofRollout() {
    var deployment = seen.deployment();
    if (deployment == null) {
      return;
    }
    Standstill.refused(deployment)
        .ifPresent(trouble ->
            facts.put(
                "refused " + sets.current(),
                new Fact(Instant.MAX, true, trouble.code(), "a replica " + trouble.text(), 0, "")));
    Standstill.of(wanted, seen)
        .filter(Standstill::declared)
        .ifPresent(standstill ->
            facts.put(
                "failed " + sets.current(),
                new Fact(
                    Standstill.condition(deployment, "Progressing")
                        .map(V1DeploymentCondition::getLastTransitionTime)
                        .map(time -> Pods.instant(time, Instant.MAX))
                        .orElse(Instant.MAX),
                    true,
                    "ROLLOUT_FAILED",
                    standstill.failure(wanted).message(),
                    sets.revision(),
                    "")));
  }

  private List<Happening> happenings(V1Pod pod, String reason) {
    var uid = Pods.uid(pod);
    return seen.happenings().stream()
        .filter(happening -> happening.object().equals(uid) && happening.reason().equals(reason))
        .collect(Collectors.toList());
  }

  private void put(
      V1Pod pod, String key, Instant time, boolean warning, String code, String message) {
    facts.putIfAbsent(
        Pods.uid(pod) + " " + key,
        new Fact(time, warning, code, message, sets.revisionOf(pod), Names.of(pod)));
  }
}
