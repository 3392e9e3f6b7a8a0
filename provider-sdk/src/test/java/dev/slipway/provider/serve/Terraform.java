package dev.slipway.provider.serve;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The real Terraform, in a folder of its own, which starts the example provider of this module as
 * it starts any. Never reads or writes the user's own configuration.
 */
final class Terraform {
  private static final String PROGRAM =
      Optional.ofNullable(System.getenv("TERRAFORM")).orElse("terraform");
  private static final String MAIN = "dev.slipway.examples.notes.Main";

  private final Path folder;
  private final Map<String, String> environment = new HashMap<>();

  private Terraform(Path folder) {
    this.folder = folder;
  }

  /** Writes the provider's launcher, the CLI configuration that finds it, and a configuration. */
  static Terraform in(Path folder, String configuration) throws IOException {
    var terraform = new Terraform(folder);
    Files.createDirectories(terraform.sockets());
    Files.createDirectories(terraform.notes());
    Path launcher = folder.resolve("terraform-provider-notes");
    Files.writeString(launcher, "#!/bin/sh\nexec " + quoted(terraform.provider()) + " \"$@\"\n");
    Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.writeString(
        folder.resolve("cli.tfrc"),
        """
        provider_installation {
          dev_overrides {
            "slipway/notes" = "%s"
          }
          direct {}
        }
        """
            .formatted(folder));
    Files.writeString(
        folder.resolve("main.tf"),
        """
        terraform {
          required_providers {
            notes = { source = "slipway/notes" }
          }
        }

        provider "notes" {
          folder = "%s"
        }

        """
                .formatted(terraform.notes())
            + configuration);
    return terraform;
  }

  Terraform with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** The command that starts the provider. */
  List<String> provider() {
    var command = new ArrayList<String>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(
        List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xlog:disable",
            "-Xlog:all=warning:stderr",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow"));
    command.add("-Djava.io.tmpdir=" + sockets());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), MAIN));
    return command;
  }

  /** Where the provider puts its sockets. */
  Path sockets() {
    return folder.resolve("s");
  }

  /** What the provider manages. */
  Path notes() {
    return folder.resolve("notes");
  }

  /** Runs a command that has to succeed and returns what it printed. */
  String run(String... arguments) throws IOException {
    return run(0, arguments);
  }

  /** Runs a command that has to end with this status and returns what it printed. */
  String run(int status, String... arguments) throws IOException {
    var command = new ArrayList<String>();
    command.add(PROGRAM);
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("TF_"));
    builder.environment().put("TF_CLI_CONFIG_FILE", folder.resolve("cli.tfrc").toString());
    builder.environment().put("TF_IN_AUTOMATION", "1");
    builder.environment().put("CHECKPOINT_DISABLE", "1");
    builder.environment().putAll(environment);
    var process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.onExit().join().exitValue()).as("%s: %s", command, output).isEqualTo(status);
    return output;
  }

  private static String quoted(List<String> command) {
    var line = new StringBuilder();
    command.forEach(word -> line.append('\'').append(word).append("' "));
    return line.toString().strip();
  }
}
