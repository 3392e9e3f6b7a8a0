package dev.slipway.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program, run to its end. What it starts may run on. */
final class Program {
  private Program() {}

  /**
   * Returns what it prints to its standard output.
   *
   * @param input what it reads
   * @throws AssertionError it failed, or took longer than {@code patience} and was killed; the
   *     message holds all that it printed
   */
  static String run(Duration patience, String input, List<String> command) {
    var folder = scratch();
    try {
      // Files, not pipes: nothing waits for what the program leaves running.
      var output = folder.resolve("output");
      var errors = folder.resolve("errors");
      var process =
          new ProcessBuilder(command)
              .redirectInput(Files.writeString(folder.resolve("input"), input).toFile())
              .redirectOutput(output.toFile())
              .redirectError(errors.toFile())
              .start();
      var ended = process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
      if (!ended) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
      if (!ended || process.exitValue() != 0) {
        throw new AssertionError(
            "%s %s:%n%s%s"
                .formatted(
                    String.join(" ", command),
                    ended ? "ended with " + process.exitValue() : "took longer than " + patience,
                    Files.readString(output),
                    Files.readString(errors)));
      }
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for " + command, e);
    } finally {
      remove(folder);
    }
  }

  private static Path scratch() {
    try {
      return Files.createTempDirectory("lab");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void remove(Path folder) {
    try {
      for (var file : List.of("input", "output", "errors")) {
        Files.deleteIfExists(folder.resolve(file));
      }
      Files.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
