package dev.slipway.controlplane.runtime.kubernetes;

import dev.slipway.controlplane.runtime.Workload;
import dev.slipway.controlplane.vocabulary.Memory;
import io.kubernetes.client.openapi.models.V1ContainerState;
import io.kubernetes.client.openapi.models.V1ContainerStateTerminated;
import io.kubernetes.client.openapi.models.V1ContainerStateWaiting;
import io.kubernetes.client.openapi.models.V1ContainerStatus;
import io.kubernetes.client.openapi.models.V1Pod;
import io.kubernetes.client.openapi.models.V1PodCondition;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What keeps a replica from being ready.
 *
 * @param code for programs
 * @param platform true: the platform's fault; false: the container's
 * @param certain waiting alone will not help
 * @param text completes "replica x …"
 * @param more last words of its log, or nothing
 */
record Trouble(String code, boolean platform, boolean certain, String text, String more) {
  static final String UNSCHEDULABLE = "UNSCHEDULABLE";
  static final String IMAGE_UNAVAILABLE = "IMAGE_UNAVAILABLE";
  static final String START_FAILED = "START_FAILED";
  static final String MOUNT_FAILED = "MOUNT_FAILED";
  static final String PROBE_FAILED = "PROBE_FAILED";
  static final String EVICTED = "EVICTED";
  static final String NODE_LOST = "NODE_LOST";

  private static final Set<String> PULLING =
      Set.of(
          "ErrImagePull",
          "ImagePullBackOff",
          "InvalidImageName",
          "ErrImageNeverPull",
          "ImageInspectError",
          "RegistryUnavailable",
          "SignatureValidationFailed");

  private Trouble(String code, boolean platform, String text) {
    this(code, platform, false, text, "");
  }

  /** Pure. Empty: all is well, or it has only begun. */
  static Optional<Trouble> of(V1Pod pod, AppObjects seen, Workload wanted) {
    if (Pods.over(pod)) {
      return Optional.of(over(pod));
    }
    if (seen.silentNodes().contains(Pods.node(pod))) {
      return Optional.of(
          new Trouble(
              NODE_LOST, true, "is lost: its node %s does not answer".formatted(Pods.node(pod))));
    }
    if (Pods.ready(pod)) {
      return Optional.empty();
    }
    var state = Pods.state(pod);
    return unschedulable(pod, seen)
        .or(() ->
            state
                .map(V1ContainerState::getWaiting)
                .flatMap(waiting -> waiting(pod, waiting, seen, wanted)))
        .or(() -> state.map(V1ContainerState::getTerminated).map(end -> ended(pod, end, wanted)))
        .or(() -> state.isEmpty() ? creating(pod, seen) : Optional.empty())
        .or(() -> unready(pod, seen, wanted))
        .or(() -> Pods.lastEnd(pod).map(end -> ended(pod, end, wanted)));
  }

  /** Whether it waits for a place. */
  static boolean isUnschedulable(V1Pod pod) {
    return Pods.condition(pod, "PodScheduled")
        .map(condition ->
            "False".equals(condition.getStatus()) && "Unschedulable".equals(condition.getReason()))
        .orElse(false);
  }

  private static Optional<Trouble> unschedulable(V1Pod pod, AppObjects seen) {
    return isUnschedulable(pod)
        ? Optional.of(
            new Trouble(
                UNSCHEDULABLE,
                true,
                "waits for a place: "
                    + Shortage.of(pod, seen.rooms())
                        .orElseGet(() ->
                            Pods.condition(pod, "PodScheduled")
                                .map(V1PodCondition::getMessage)
                                .orElse("the scheduler does not say why"))))
        : Optional.empty();
  }

  private static Optional<Trouble> waiting(
      V1Pod pod, V1ContainerStateWaiting waiting, AppObjects seen, Workload wanted) {
    var reason = String.valueOf(waiting.getReason());
    var said = waiting.getMessage() == null ? "" : waiting.getMessage();
    if (PULLING.contains(reason)) {
      var image = Pods.container(pod).map(c -> String.valueOf(c.getImage())).orElse("");
      var words = PullWords.of(image, reason, pullError(pod, said, seen));
      return Optional.of(new Trouble(IMAGE_UNAVAILABLE, false, words.certain(), words.text(), ""));
    }
    return switch (reason) {
      case "ContainerCreating", "PodInitializing" -> creating(pod, seen);
      case "CrashLoopBackOff" -> Pods.lastEnd(pod).map(end -> ended(pod, end, wanted));
      default -> Optional.of(new Trouble(START_FAILED, false, "cannot be started: " + said));
    };
  }

  /** A kubelet that only waits to try again may not repeat what went wrong. */
  private static String pullError(V1Pod pod, String said, AppObjects seen) {
    return said.contains("Err") || said.contains("rpc error")
        ? said
        : latest(pod, seen, "Failed")
            .filter(happening -> happening.message().contains("pull"))
            .map(Happening::message)
            .orElse(said);
  }

  private static Optional<Trouble> creating(V1Pod pod, AppObjects seen) {
    return latest(pod, seen, "FailedMount", "FailedAttachVolume", "FailedMapVolume")
        .map(happening ->
            new Trouble(MOUNT_FAILED, true, "cannot have its volumes: " + happening.message()))
        .or(() ->
            latest(pod, seen, "FailedCreatePodSandBox", "NetworkNotReady")
                .map(happening ->
                    new Trouble(
                        START_FAILED,
                        true,
                        "cannot be started by its node %s: %s"
                            .formatted(Pods.node(pod), happening.message()))));
  }

  private static Trouble ended(V1Pod pod, V1ContainerStateTerminated end, Workload wanted) {
    var ending = Ending.of(end, limit(pod), wanted.livenessProbe() != null);
    int times = Pods.restarts(pod) + (Pods.running(pod) || isWaiting(pod) ? 0 : 1);
    return new Trouble(
        ending.code(),
        false,
        false,
        ending.text() + (times > 1 ? ", %d times in a row".formatted(times) : ""),
        Ending.lastWords(end));
  }

  private static boolean isWaiting(V1Pod pod) {
    return Pods.state(pod).map(V1ContainerState::getWaiting).isPresent();
  }

  private static Optional<Trouble> unready(V1Pod pod, AppObjects seen, Workload wanted) {
    var running = Pods.state(pod).map(V1ContainerState::getRunning);
    if (running.isEmpty()) {
      return Optional.empty();
    }
    var since = Pods.instant(running.get().getStartedAt(), Pods.created(pod));
    return latest(pod, seen, "Unhealthy")
        .filter(happening -> !happening.last().isBefore(since))
        .filter(happening -> happening.message().contains("Readiness"))
        .map(happening ->
            new Trouble(
                PROBE_FAILED,
                false,
                "is not ready: its readiness "
                    + ProbeWords.of(happening.message(), wanted.readinessProbe(), wanted.port())));
  }

  private static Trouble over(V1Pod pod) {
    var status = pod.getStatus();
    var reason = status == null ? null : status.getReason();
    var said = status == null || status.getMessage() == null ? "" : status.getMessage();
    if (reason == null) {
      return new Trouble(Ending.EXITED, false, "has ended");
    }
    return reason.equals("Evicted")
        ? new Trouble(EVICTED, true, "was evicted from node %s: %s".formatted(Pods.node(pod), said))
        : new Trouble(
            START_FAILED,
            true,
            "was refused by node %s (%s): %s".formatted(Pods.node(pod), reason, said));
  }

  static Optional<Happening> latest(V1Pod pod, AppObjects seen, String... reasons) {
    var uid = Pods.uid(pod);
    var wanted = List.of(reasons);
    return seen.happenings().stream()
        .filter(happening -> happening.object().equals(uid) && wanted.contains(happening.reason()))
        .max(Comparator.comparing(Happening::last));
  }

  static Memory limit(V1Pod pod) {
    return Pods.resources(pod)
        .map(resources -> Requests.of(resources.getLimits()).memory())
        .map(Memory::new)
        .orElse(Memory.NONE);
  }

  /** When the container that has ended runs again; empty when the kubelet does not say. */
  static Optional<String> runsAgain(V1Pod pod) {
    return Pods.status(pod)
        .map(V1ContainerStatus::getState)
        .map(V1ContainerState::getWaiting)
        .map(Trouble::pause);
  }

  private static @Nullable String pause(V1ContainerStateWaiting waiting) {
    var said = waiting.getMessage();
    if (said == null || !said.startsWith("back-off ")) {
      return null;
    }
    var pause = said.substring("back-off ".length()).split(" ", 2)[0];
    return java.time.Duration.parse("PT" + pause.toUpperCase(java.util.Locale.ROOT)).toSeconds()
        + " s";
  }
}
