package dev.slipway.provider.test.stories;

import dev.slipway.provider.Provider;
import dev.slipway.provider.internal.protocol6.Protocol6;
import dev.slipway.provider.internal.protocol6.ProviderService;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The real Terraform, in a folder of its own: attached to a provider in this process, or starting
 * it as a program.
 */
final class Terraform implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String PROGRAM =
      Optional.ofNullable(System.getenv("TERRAFORM")).orElse("terraform");

  private final Path folder;
  private Served served;

  /** Where Terraform finds the provider. */
  private sealed interface Served {
    String source();

    Map<String, String> environment();

    void close();
  }

  /** A program that Terraform starts and ends. */
  private record Program(String source) implements Served {
    /** Terraform looks for the program and its settings in the folder. */
    static Program in(Path folder, Class<?> main) throws IOException {
      var name = main.getPackageName().substring(main.getPackageName().lastIndexOf('.') + 1);
      var launcher = folder.resolve("terraform-provider-" + name);
      Files.writeString(
          launcher,
          """
          #!/bin/sh
          exec "%s/bin/java" --sun-misc-unsafe-memory-access=allow -cp "%s" %s
          """
              .formatted(
                  System.getProperty("java.home"),
                  System.getProperty("java.class.path"),
                  main.getName()));
      Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwx------"));
      Files.writeString(
          folder.resolve("terraform.rc"),
          """
          provider_installation {
            dev_overrides {
              "slipway/%s" = "%s"
            }
            direct {}
          }
          """
              .formatted(name, folder));
      return new Program("slipway/" + name);
    }

    @Override
    public Map<String, String> environment() {
      return Map.of();
    }

    @Override
    public void close() {
      // Terraform ends what it starts.
    }
  }

  /** A provider that is served to whoever asks, without TLS, as for debugging. */
  private record Attached(String source, ProviderService<?> service, Server server)
      implements Served {
    static Attached to(Provider<?> provider) throws IOException {
      var service = Protocol6.service(provider);
      var server =
          NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
              .executor(Executors.newVirtualThreadPerTaskExecutor())
              .addService(service)
              .build()
              .start();
      return new Attached(provider.source(), service, server);
    }

    @Override
    public Map<String, String> environment() {
      var address = Map.of("Network", "tcp", "String", "127.0.0.1:" + server.getPort());
      var entry =
          Map.of(
              "Protocol",
              "grpc",
              "ProtocolVersion",
              6,
              "Pid",
              ProcessHandle.current().pid(),
              "Test",
              true,
              "Addr",
              address);
      return Map.of(
          "TF_REATTACH_PROVIDERS",
          JSON.writeValueAsString(Map.of("registry.terraform.io/" + source, entry)));
    }

    @Override
    public void close() {
      server.shutdownNow();
      service.close();
    }
  }

  /**
   * What a command did.
   *
   * @param output all it said, in one line: without frames, and single spaces for any white space
   */
  record Outcome(int exitCode, String output) {
    static Outcome of(int exitCode, String output) {
      return new Outcome(exitCode, output.replaceAll("[│╷╵\\s]+", " "));
    }

    Outcome succeeds() {
      if (exitCode != 0) {
        throw new AssertionError("exit code %d:%n%s".formatted(exitCode, output));
      }
      return this;
    }

    Outcome fails() {
      if (exitCode != 1) {
        throw new AssertionError("exit code %d:%n%s".formatted(exitCode, output));
      }
      return this;
    }
  }

  private Terraform(Path folder, Served served) {
    this.folder = folder;
    this.served = served;
  }

  static Terraform with(Path folder, Provider<?> provider) throws IOException {
    Files.createFile(folder.resolve("terraform.rc"));
    return new Terraform(folder, Attached.to(provider));
  }

  /**
   * With a provider that is a program of its own.
   *
   * @param main its package is named as the provider is
   */
  static Terraform starting(Path folder, Class<?> main) throws IOException {
    return new Terraform(folder, Program.in(folder, main));
  }

  /** Goes on with another version of the provider. */
  void attach(Provider<?> provider) throws IOException {
    served.close();
    served = Attached.to(provider);
  }

  @Override
  public void close() {
    served.close();
  }

  /** Replaces the configuration; {@code required_providers} is added. */
  Terraform write(String configuration) throws IOException {
    var name = served.source().substring(served.source().indexOf('/') + 1);
    Files.writeString(
        folder.resolve("main.tf"),
        """
        terraform {
          required_providers {
            %s = { source = "%s" }
          }
        }

        %s
        """
            .formatted(name, served.source(), configuration));
    return this;
  }

  Outcome apply(String configuration) throws Exception {
    write(configuration);
    return run("apply", "-auto-approve");
  }

  /** Exit code 0: no changes; 2: changes. */
  Outcome plan() throws Exception {
    return run("plan", "-detailed-exitcode");
  }

  Outcome destroy() throws Exception {
    return run("destroy", "-auto-approve");
  }

  Outcome run(String... arguments) throws Exception {
    return ended(start(arguments));
  }

  /** Starts a command without waiting for its end. */
  Process start(String... arguments) throws IOException {
    var command = new ArrayList<String>();
    command.add(PROGRAM);
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.redirectOutput(Files.createTempFile(folder, "output", ".txt").toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("TF_"));
    builder
        .environment()
        .putAll(
            Map.of(
                "TF_CLI_CONFIG_FILE", folder.resolve("terraform.rc").toString(),
                "TF_IN_AUTOMATION", "1",
                "TF_INPUT", "0",
                "CHECKPOINT_DISABLE", "1",
                "TF_CLI_ARGS", "-no-color"));
    builder.environment().putAll(served.environment());
    return builder.start();
  }

  /** Waits for a command. */
  Outcome ended(Process process) throws Exception {
    if (!process.waitFor(120, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("terraform did not end:\n" + newestOutput());
    }
    return Outcome.of(process.exitValue(), newestOutput());
  }

  private String newestOutput() throws IOException {
    try (var files = Files.list(folder)) {
      var newest =
          files
              .filter(file -> file.getFileName().toString().startsWith("output"))
              .max((one, other) -> Long.compare(modified(one), modified(other)))
              .orElseThrow();
      var text = Files.readString(newest);
      Files.delete(newest);
      return text;
    }
  }

  private static long modified(Path file) {
    return file.toFile().lastModified();
  }

  /** The only instance of the only resource in the state file. */
  JsonNode instance() throws IOException {
    return JSON.readTree(Files.readString(folder.resolve("terraform.tfstate")))
        .path("resources")
        .path(0)
        .path("instances")
        .path(0);
  }

  /** The state file as it is. */
  String state() throws IOException {
    return Files.readString(folder.resolve("terraform.tfstate"));
  }
}
