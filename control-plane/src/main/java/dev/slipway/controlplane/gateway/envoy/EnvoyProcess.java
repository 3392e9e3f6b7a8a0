package dev.slipway.controlplane.gateway.envoy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One Envoy, ours or a former control plane's. It belongs to a session of its own, so that no
 * signal meant for the control plane reaches it, and it outlives us.
 *
 * <p>It is recorded in {@code envoy.pid} as {@code pid start-time}, the way the scripts record
 * processes; the start time, in clock ticks since boot, tells it from a later process with its pid.
 */
final class EnvoyProcess {
  private static final String RECORD = "envoy.pid";

  /**
   * Writes the record before it becomes Envoy: were it written by us, a kill in between would leave
   * an Envoy that nobody knows.
   */
  private static final String RECORD_AND_BECOME =
      """
      record=$1; shift
      read -r stat </proc/$$/stat
      started=$(printf '%s' "${stat##*) }" | cut -d ' ' -f 20)
      printf '%s %s\\n' "$$" "$started" >"$record.new" && mv "$record.new" "$record" || exit 1
      exec "$@"
      """;

  /** Of the fields of {@code /proc/PID/stat} after the command's name, counted from 0. */
  private static final int START_TIME_FIELD = 19;

  private final ProcessHandle handle;
  private final AdminSocket admin;

  private EnvoyProcess(ProcessHandle handle, Path folder) {
    this.handle = handle;
    this.admin = admin(folder);
  }

  private static AdminSocket admin(Path folder) {
    return new AdminSocket(folder.resolve("envoy-admin.sock"));
  }

  /**
   * The process that is recorded in this folder, if it still runs.
   *
   * @throws IOException the record is there but cannot be read
   */
  static Optional<EnvoyProcess> recorded(Path folder) throws IOException {
    var record = folder.resolve(RECORD);
    if (!Files.exists(record)) {
      return Optional.empty();
    }
    var words = Files.readString(record).strip().split(" ", -1);
    if (words.length != 2 || !words[0].matches("[0-9]{1,18}")) {
      return Optional.empty();
    }
    var pid = Long.parseLong(words[0]);
    return ProcessHandle.of(pid)
        .filter(handle -> startTime(pid).filter(words[1]::equals).isPresent())
        .map(handle -> new EnvoyProcess(handle, folder));
  }

  private static Optional<String> startTime(long pid) {
    try {
      var stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return fields[0].equals("Z") ? Optional.empty() : Optional.of(fields[START_TIME_FIELD]);
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  /**
   * Starts Envoy in this folder and returns at once; it may still fail.
   *
   * @param output what it prints is appended here
   */
  static EnvoyProcess start(Path binary, Bootstrap bootstrap, Path folder, Path output)
      throws IOException, EnvoyUnavailableException {
    var socket = admin(folder).path();
    if (socket.toString().length() > AdminSocket.LONGEST_PATH) {
      throw new EnvoyUnavailableException(
          "The path of Envoy's admin socket, %s, is longer than the %d characters that are allowed. Choose a shorter SLIPWAY_HOME."
              .formatted(socket, AdminSocket.LONGEST_PATH));
    }
    Files.deleteIfExists(socket);
    var configuration = folder.resolve("envoy.yaml");
    Files.writeString(configuration, bootstrap.yaml());
    var command =
        List.of(
            "setsid",
            "sh",
            "-c",
            RECORD_AND_BECOME,
            "envoy",
            folder.resolve(RECORD).toString(),
            binary.toString(),
            "--config-path",
            configuration.toString(),
            "--concurrency",
            "2",
            "--disable-hot-restart",
            "--log-level",
            "warning");
    var process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
            .start();
    return new EnvoyProcess(process.toHandle(), folder);
  }

  /** It answers, and says that it was started with exactly this. */
  boolean runsWith(Bootstrap bootstrap, Duration patience) throws InterruptedException {
    try {
      var info = admin.get("/server_info", patience);
      return info.contains('"' + bootstrap.node() + '"')
          && info.contains('"' + bootstrap.hash() + '"');
    } catch (IOException noAnswer) {
      return false;
    }
  }

  long pid() {
    return handle.pid();
  }

  boolean alive() {
    return handle.isAlive();
  }

  CompletableFuture<ProcessHandle> end() {
    return handle.onExit();
  }

  /** Ends it: politely, and when that takes too long, at once. */
  void stop(Duration grace) throws InterruptedException {
    handle.destroy();
    try {
      handle.onExit().get(grace.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException tooLong) {
      handle.destroyForcibly();
      handle.onExit().join();
    } catch (ExecutionException e) {
      throw new IllegalStateException("waiting for a process to end does not fail", e);
    }
  }
}
