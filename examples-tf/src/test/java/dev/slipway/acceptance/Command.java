package dev.slipway.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Any other program, run to its end in a folder, with this process's environment and more. */
final class Command {
  private final Path folder;
  private final Map<String, String> environment = new TreeMap<>();

  private Command(Path folder) {
    this.folder = folder;
  }

  /**
   * In a folder.
   *
   * @param folder made when it does not exist
   */
  static Command in(Path folder) {
    return new Command(folder);
  }

  /** A program of the JDK that runs the tests. */
  static String java(String name) {
    return Path.of(System.getProperty("java.home"), "bin", name).toString();
  }

  Command with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** Returns what it printed; fails when it does. */
  String run(String... command) {
    try {
      Files.createDirectories(folder);
      var builder =
          new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
      builder.environment().putAll(environment);
      var process = builder.start();
      process.getOutputStream().close();
      var text = new String(process.getInputStream().readAllBytes(), UTF_8);
      if (process.onExit().join().exitValue() != 0) {
        throw new AssertionError(String.join(" ", command) + " failed:\n" + text);
      }
      return text;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
