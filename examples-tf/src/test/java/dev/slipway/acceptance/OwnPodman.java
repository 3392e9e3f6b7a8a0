package dev.slipway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A Podman service that one class of stories may stop: the machine's images and containers behind a
 * socket of its own. The project's scripts start and end it.
 */
final class OwnPodman implements AutoCloseable {
  private static final String SCRIPTS =
      "for part in say home processes packages engine; do . \"$0/$part.sh\"; done; ";

  private final Path home;

  OwnPodman(Path home) {
    this.home = home;
  }

  static boolean isInstalled() {
    return Stream.of(System.getenv("PATH").split(":", -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "podman")));
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
    var output = home.resolve("script.log");
    var builder =
        new ProcessBuilder(
                "bash", "-euc", SCRIPTS + call, Checkout.ROOT.resolve("scripts/lib").toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().put("SLIPWAY_HOME", home.toString());
    try {
      var process = builder.start();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("%s ends", call).isTrue();
      assertThat(process.exitValue()).as(() -> call + ": " + Checkout.read(output)).isZero();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    stop();
  }
}
