package dev.slipway.controlplane.gateway.envoy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one Envoy running: adopts the one that a former control plane left when it has our
 * configuration, replaces it when not, starts another when it ends. Leaves it running when closed.
 */
public final class EnvoySupervisor implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EnvoySupervisor.class);

  private static final Duration ANSWER = Duration.ofSeconds(10);
  private static final Duration STOP_GRACE = Duration.ofSeconds(5);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  /** One that ran this long was not a failed start. */
  private static final Duration STABLE = Duration.ofMinutes(1);

  /** Of Envoy's output at most so many bytes are looked at. */
  private static final int QUOTED = 4_000;

  private final EnvoySettings settings;
  private final Bootstrap bootstrap;
  private volatile @Nullable EnvoyProcess current;
  private volatile String lastFailure = "";

  /** Size of the output when {@link #current} came into our care, bytes. */
  private volatile long printedBefore;

  private @Nullable Thread watcher;

  public EnvoySupervisor(EnvoySettings settings) {
    this.settings = settings;
    this.bootstrap = Bootstrap.of(settings);
  }

  /**
   * Adopts or starts Envoy and looks after it from now on. That it cannot is not an error here: it
   * goes on trying, and {@link #lastFailure} says why.
   */
  public synchronized void start() throws InterruptedException {
    bringUp();
    watcher = Thread.ofVirtual().name("envoy-supervisor").start(this::watch);
  }

  private void watch() {
    var pause = FIRST_PAUSE;
    try {
      while (true) {
        var since = System.nanoTime();
        awaitEnd();
        if (System.nanoTime() - since > STABLE.toNanos()) {
          pause = FIRST_PAUSE;
        }
        Thread.sleep(pause);
        pause = pause.compareTo(LONGEST_PAUSE.dividedBy(2)) > 0 ? LONGEST_PAUSE : pause.plus(pause);
        bringUp();
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitEnd() throws InterruptedException {
    var process = current;
    if (process == null) {
      return;
    }
    try {
      process.end().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("waiting for a process to end does not fail", e);
    }
    current = null;
    note(
        "Envoy ended; it said last: %s. All it said is in %s"
            .formatted(lastWords(), settings.output()));
  }

  private void bringUp() throws InterruptedException {
    try {
      Files.createDirectories(settings.folder());
      Files.createDirectories(settings.output().getParent());
      printedBefore = Files.exists(settings.output()) ? Files.size(settings.output()) : 0;
      var adopted = adopt();
      current = adopted.isPresent() ? adopted.get() : launch();
    } catch (EnvoyUnavailableException e) {
      note(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      note("Envoy cannot be started: " + e);
    }
  }

  private Optional<EnvoyProcess> adopt() throws IOException, InterruptedException {
    var left = EnvoyProcess.recorded(settings.folder());
    if (left.isEmpty()) {
      return left;
    }
    var process = left.get();
    if (process.runsWith(bootstrap, ANSWER)) {
      log.atInfo().addKeyValue("pid", process.pid()).log("Envoy adopted");
      return left;
    }
    log.atWarn()
        .addKeyValue("pid", process.pid())
        .log("Envoy is silent or was started with another configuration; replacing it");
    process.stop(STOP_GRACE);
    return Optional.empty();
  }

  private EnvoyProcess launch() throws IOException, EnvoyUnavailableException {
    var binary =
        EnvoyBinary.find(
            settings.program(), Optional.ofNullable(System.getenv("PATH")).orElse(""), Path.of(""));
    var process = EnvoyProcess.start(binary, bootstrap, settings.folder(), settings.output());
    log.atInfo()
        .addKeyValue("pid", process.pid())
        .addKeyValue("listen", settings.listen())
        .log("Envoy started");
    return process;
  }

  private void note(String why) {
    if (!why.equals(lastFailure)) {
      log.atError().addKeyValue("why", why).log("Envoy does not run; trying again");
    }
    lastFailure = why;
  }

  /** The last line is where Envoy says why it cannot start. */
  private String lastWords() {
    try (var file = new RandomAccessFile(settings.output().toFile(), "r")) {
      file.seek(Math.max(printedBefore, file.length() - QUOTED));
      var rest = new byte[Math.toIntExact(file.length() - file.getFilePointer())];
      file.readFully(rest);
      return new String(rest, StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank())
          .reduce((_, last) -> last)
          .orElse("nothing");
    } catch (IOException e) {
      return "unknown: " + e;
    }
  }

  /** It may send requests to apps. */
  public boolean running() {
    var process = current;
    return process != null && process.alive();
  }

  /** Of the running Envoy. */
  public OptionalLong pid() {
    var process = current;
    return process != null && process.alive()
        ? OptionalLong.of(process.pid())
        : OptionalLong.empty();
  }

  /** Why Envoy last ended or could not be run; empty: it never failed. */
  public String lastFailure() {
    return lastFailure;
  }

  /** Stops looking after Envoy, which goes on. */
  @Override
  public synchronized void close() {
    if (watcher == null) {
      return;
    }
    watcher.interrupt();
    try {
      watcher.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
