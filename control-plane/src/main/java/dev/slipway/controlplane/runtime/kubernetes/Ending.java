package dev.slipway.controlplane.runtime.kubernetes;

import dev.slipway.controlplane.vocabulary.Memory;
import io.kubernetes.client.openapi.models.V1ContainerStateTerminated;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * How a container ended, as people say it.
 *
 * @param code for programs
 * @param text completes "replica x …"
 */
record Ending(String code, String text) {
  static final String EXITED = "REPLICA_EXITED";
  static final String OUT_OF_MEMORY = "OUT_OF_MEMORY";
  static final String KILLED = "REPLICA_KILLED";

  private static final int SIGKILL = 128 + 9;
  private static final int SIGTERM = 128 + 15;
  private static final int LINES = 3;
  private static final int LETTERS = 400;

  /**
   * @param limit memory that it may use
   * @param kubeletKills whether the kubelet may have ended it, because of a liveness probe
   */
  static Ending of(V1ContainerStateTerminated end, Memory limit, boolean kubeletKills) {
    var after = " after " + readable(lasted(end));
    int code = end.getExitCode();
    if ("OOMKilled".equals(end.getReason())) {
      return new Ending(
          OUT_OF_MEMORY,
          "ran out of memory%s (it may use %s; give it more units, or make it use less)"
              .formatted(after, limit));
    }
    if ("ContainerCannotRun".equals(end.getReason()) || "StartError".equals(end.getReason())) {
      return new Ending("START_FAILED", "cannot be started: " + end.getMessage());
    }
    if ((code == SIGKILL || code == SIGTERM) && !kubeletKills) {
      return new Ending(
          KILLED, "was stopped from outside Slipway%s, exit code %d".formatted(after, code));
    }
    return new Ending(EXITED, "exited with code %d%s".formatted(code, after));
  }

  /** The last lines that it wrote, in quotes, or nothing. */
  static String lastWords(V1ContainerStateTerminated end) {
    var message = end.getMessage();
    if (message == null || message.isBlank() || "StartError".equals(end.getReason())) {
      return "";
    }
    var lines = Arrays.stream(message.strip().split("\n")).map(String::strip).toList();
    var told =
        lines.subList(Math.max(0, lines.size() - LINES), lines.size()).stream()
            .filter(line -> !line.isEmpty())
            .collect(Collectors.joining(" | "));
    return "; its log ends: " + told.substring(Math.max(0, told.length() - LETTERS));
  }

  private static Duration lasted(V1ContainerStateTerminated end) {
    var finished = Pods.instant(end.getFinishedAt(), Instant.EPOCH);
    var lasted = Duration.between(Pods.instant(end.getStartedAt(), finished), finished);
    return lasted.isNegative() ? Duration.ZERO : lasted;
  }

  static String readable(Duration duration) {
    if (duration.toMinutes() >= 120) {
      return duration.toHours() + " h";
    }
    return duration.toSeconds() >= 120
        ? duration.toMinutes() + " min"
        : duration.toSeconds() + " s";
  }
}
