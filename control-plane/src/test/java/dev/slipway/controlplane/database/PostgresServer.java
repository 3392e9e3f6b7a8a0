package dev.slipway.controlplane.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A PostgreSQL server of the distribution, on a free port, with its data in a folder of its own.
 * Its programs are found in {@code SLIPWAY_POSTGRES_BIN}, else where distributions put them.
 */
public final class PostgresServer implements AutoCloseable {
  private static final String USER = "slipway";

  private final Path bin;
  private final Path folder;
  private final int port;
  private int databases;

  private PostgresServer(Path bin, Path folder, int port) {
    this.bin = bin;
    this.folder = folder;
    this.port = port;
  }

  public static PostgresServer start() {
    try {
      var bin =
          bin()
              .orElseThrow(() ->
                  new IllegalStateException(
                      "PostgreSQL is not installed; install it or set SLIPWAY_POSTGRES_BIN to the folder with initdb"));
      var folder = Files.createTempDirectory("slipway-postgres");
      var server = new PostgresServer(bin, folder, freePort());
      if (isRoot()) {
        server.await("chown", "postgres", folder.toString());
      }
      server.run("initdb", "-D", server.data(), "-U", USER, "-A", "trust", "-E", "UTF8");
      server.run(
          "pg_ctl",
          "-D",
          server.data(),
          "-l",
          folder.resolve("log").toString(),
          "-w",
          "-o",
          "-p %d -c listen_addresses=127.0.0.1 -c unix_socket_directories=''"
              .formatted(server.port),
          "start");
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<Path> bin() throws IOException {
    var named = System.getenv("SLIPWAY_POSTGRES_BIN");
    if (named != null) {
      return Optional.of(Path.of(named));
    }
    var installed = Path.of("/usr/lib/postgresql");
    if (!Files.isDirectory(installed)) {
      return Optional.empty();
    }
    try (Stream<Path> versions = Files.list(installed)) {
      return versions
          .map(version -> version.resolve("bin"))
          .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
          .max(Path::compareTo);
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  private String data() {
    return folder.resolve("data").toString();
  }

  /** An empty database of its own. */
  public DatabaseUrl.Postgres newDatabase() {
    var name = "test" + ++databases;
    try (var connection = DriverManager.getConnection(jdbc("postgres"));
        var statement = connection.createStatement()) {
      statement.execute("create database " + name);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return new DatabaseUrl.Postgres(jdbc(name));
  }

  private String jdbc(String database) {
    return "jdbc:postgresql://127.0.0.1:%d/%s?user=%s".formatted(port, database, USER);
  }

  /** Runs one of PostgreSQL's programs, which refuse to be run by root. */
  private void run(String program, String... arguments) {
    var command = new ArrayList<String>();
    if (isRoot()) {
      command.addAll(List.of("runuser", "-u", "postgres", "--"));
    }
    command.add(bin.resolve(program).toString());
    command.addAll(List.of(arguments));
    await(command.toArray(String[]::new));
  }

  private void await(String... command) {
    try {
      var output = Files.createTempFile("slipway-postgres", ".log");
      var process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IllegalStateException(
            "%s failed:%n%s".formatted(String.join(" ", command), Files.readString(output)));
      }
      Files.delete(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    run("pg_ctl", "-D", data(), "-m", "immediate", "-w", "stop");
    try (Stream<Path> files = Files.walk(folder)) {
      for (var file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
