package dev.slipway.controlplane.runtime.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * A Podman service for one test, which may stop it: the machine's images and containers behind a
 * socket of its own. The project's scripts start and end it.
 */
final class OwnPodman implements AutoCloseable {
  private final Path home;
  private final Map<String, String> environment;

  OwnPodman(Path home, Map<String, String> environment) {
    Assumptions.assumeTrue(isInstalled(), "Podman is not installed");
    this.home = home;
    this.environment = environment;
  }

  static boolean isInstalled() {
    for (var folder : System.getenv("PATH").split(":", -1)) {
      if (Files.isExecutable(Path.of(folder, "podman"))) {
        return true;
      }
    }
    return false;
  }

  String address() {
    return "unix://" + home.resolve("run/engine.sock");
  }

  void start() {
    script("engine_start");
  }

  /** Containers run on. */
  void stop() {
    script("engine_stop");
  }

  private void script(String call) {
    var scripts = checkout().resolve("scripts/lib");
    var builder =
        new ProcessBuilder(
            "bash",
            "-euc",
            "for part in say home processes packages engine; do . \"$0/$part.sh\"; done; " + call,
            scripts.toString());
    builder.environment().put("SLIPWAY_HOME", home.toString());
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true).redirectOutput(home.resolve("script.log").toFile());
    try {
      var process = builder.start();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as(() -> call + ": " + output()).isZero();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private String output() {
    try {
      return Files.readString(home.resolve("script.log"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static Path checkout() {
    var folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("scripts/lib/engine.sh"))) {
      folder = folder.getParent();
      assertThat(folder).as("the checkout that this test runs in").isNotNull();
    }
    return folder;
  }

  @Override
  public void close() {
    stop();
  }
}
