package dev.slipway.controlplane.runtime.registry;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** A real registry ({@code docker-registry} of the distribution project) on a port of its own. */
public final class TestRegistry implements AutoCloseable {
  private final Process process;
  private final int port;

  /**
   * @param passwords a file that {@code htpasswd} made, or null: open to anybody
   */
  public TestRegistry(Path folder, @org.jspecify.annotations.Nullable Path passwords)
      throws IOException {
    var program = program();
    if (program.isEmpty()) {
      var missing = "docker-registry is not on the path; install the package of that name";
      if ("required".equals(System.getProperty("slipway.engine"))) {
        Assertions.fail(missing);
      }
      Assumptions.abort(missing);
    }
    port = freePort();
    Files.createDirectories(folder);
    var auth =
        passwords == null ? "" : "auth: {htpasswd: {realm: test, path: %s}}%n".formatted(passwords);
    var configuration =
        Files.writeString(
            folder.resolve("config.yml"),
            """
            version: 0.1
            storage: {filesystem: {rootdirectory: %s}}
            http: {addr: "127.0.0.1:%d"}
            """
                    .formatted(folder.resolve("data"), port)
                + auth);
    process =
        new ProcessBuilder(program.orElseThrow().toString(), "serve", configuration.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("registry.log").toFile())
            .start();
    await().atMost(Duration.ofSeconds(20)).until(this::answers);
  }

  private static Optional<Path> program() {
    return java.util.Arrays.stream(System.getenv("PATH").split(":", -1))
        .map(folder -> Path.of(folder, "docker-registry"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  public static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private boolean answers() {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  public String host() {
    return "127.0.0.1:" + port;
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
