package dev.slipway.provider.test.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A provider's {@code main}, started on the Java runtime and the class path of this process.
 *
 * @param command the whole command line
 */
public record Launcher(List<String> command) {

  /** Java's own messages would break the handshake; the rest is for a quick start. */
  private static final List<String> OPTIONS =
      List.of(
          "-Xlog:disable",
          "-Xlog:all=warning:stderr",
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  public Launcher {
    command = List.copyOf(command);
  }

  /**
   * Of a class.
   *
   * @param options further ones for Java, such as {@code -Dname=value}
   */
  public static Launcher of(Class<?> main, String... options) {
    var command = new ArrayList<String>();
    command.add(System.getProperty("java.home") + "/bin/java");
    command.addAll(OPTIONS);
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    return new Launcher(command);
  }

  /** The program that a CLI starts. */
  void write(Path folder, String name) {
    var words =
        command.stream()
            .map(word -> "'" + word.replace("'", "'\\''") + "'")
            .collect(Collectors.joining(" "));
    try {
      var file = Files.writeString(folder.resolve(name), "#!/bin/sh\nexec " + words + " \"$@\"\n");
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
