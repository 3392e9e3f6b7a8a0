package dev.slipway.controlplane.gateway.envoy;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where Envoy's program is. */
final class EnvoyBinary {
  private EnvoyBinary() {}

  /**
   * The one that is named; else the one on the path; else the one that the scripts brought into
   * {@code .tools}, of the working folder or one above it.
   *
   * @param named empty: none
   * @param path as in the environment variable {@code PATH}
   * @throws EnvoyUnavailableException there is none; the message says what to do
   */
  static Path find(String named, String path, Path workingFolder) throws EnvoyUnavailableException {
    if (!named.isEmpty()) {
      var program = Path.of(named);
      if (!executable(program)) {
        throw new EnvoyUnavailableException(
            "SLIPWAY_ENVOY=%s is not a program. Name Envoy's binary, or leave it out to take the one on the path."
                .formatted(named));
      }
      return program.toAbsolutePath();
    }
    return onPath(path)
        .or(() -> brought(workingFolder.toAbsolutePath()))
        .orElseThrow(() ->
            new EnvoyUnavailableException(
                "There is no Envoy on the path or in .tools, so no app can be reached."
                    + " Install Envoy 1.40 or newer, or name its binary in SLIPWAY_ENVOY,"
                    + " or run ./quickstart, which brings one."));
  }

  private static Optional<Path> onPath(String path) {
    return Arrays.stream(path.split(Pattern.quote(File.pathSeparator)))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, "envoy"))
        .filter(EnvoyBinary::executable)
        .findFirst()
        .map(Path::toAbsolutePath);
  }

  private static Optional<Path> brought(Path workingFolder) {
    return Stream.<Path>iterate(workingFolder, folder -> folder != null, Path::getParent)
        .map(folder -> folder.resolve(".tools"))
        .filter(Files::isDirectory)
        .flatMap(EnvoyBinary::versions)
        .findFirst();
  }

  private static Stream<Path> versions(Path tools) {
    try (var entries = Files.list(tools)) {
      return entries
          .filter(folder -> folder.getFileName().toString().startsWith("envoy-"))
          .map(folder -> folder.resolve("envoy"))
          .filter(EnvoyBinary::executable)
          .sorted(Comparator.reverseOrder())
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean executable(Path program) {
    return Files.isRegularFile(program) && Files.isExecutable(program);
  }
}
