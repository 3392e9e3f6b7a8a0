package dev.slipway.provider.test.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A command that may still run. */
public final class Running {
  private final String command;
  private final Process process;
  private final Path out;
  private final Path err;
  private final Duration patience;

  Running(String command, Process process, Path out, Path err, Duration patience) {
    this.command = command;
    this.process = process;
    this.out = out;
    this.err = err;
    this.patience = patience;
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Waits no longer than this; false when it still runs then. */
  public boolean endsWithin(Duration time) {
    try {
      return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for " + command, e);
    }
  }

  /** Asks it to end, as Ctrl-C does. */
  public void interrupt() {
    try {
      var kill = new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start();
      if (!kill.waitFor(10, TimeUnit.SECONDS)) {
        throw new AssertionError("kill does not end");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while interrupting " + command, e);
    }
  }

  /** Ends the CLI at once, as {@code kill -9} does; providers notice by themselves. */
  public void kill() {
    process.destroyForcibly();
  }

  /** Ends the providers at once, and leaves the CLI. */
  public void killProviders() {
    try (var providers = process.descendants()) {
      providers.forEach(ProcessHandle::destroyForcibly);
    }
  }

  /**
   * Waits until it ends.
   *
   * @throws AssertionError it takes longer than the CLI's patience; it was killed, and the message
   *     holds what it had printed
   */
  public Result end() {
    if (!endsWithin(patience)) {
      killProviders();
      kill();
      throw new AssertionError(
          "%s did not end within %s and was killed. It had printed:%n%s"
              .formatted(command, patience, text()));
    }
    return new Result(command, process.exitValue(), read(out), text());
  }

  /** What it has printed so far. */
  public String text() {
    return Stream.of(out, err)
        .map(Running::read)
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining("\n"));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
