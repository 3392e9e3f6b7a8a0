package dev.slipway.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** The provider's packages as {@code scripts/release-provider} lays them out in a folder. */
record Release(Path folder) {
  static final String PROVIDER = "registry.terraform.io/slipway/ai";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Adds the present build as a version, signed when there is a key. */
  void publish(String version, Optional<Path> key) {
    var command =
        new ArrayList<>(
            List.of(
                Checkout.ROOT.resolve("scripts/release-provider").toString(),
                "--version",
                version,
                "--to",
                folder.toString()));
    key.ifPresent(file -> command.addAll(List.of("--sign-with", file.toString())));
    run(folder, Map.of("JAVA_HOME", System.getProperty("java.home")), command);
  }

  /** What a registry takes of a version. */
  Path files(String version) {
    return folder.resolve(version);
  }

  /** The file of a version that ends like this. */
  Path file(String version, String ending) {
    return files(version).resolve("terraform-provider-ai_" + version + "_" + ending);
  }

  /** The zip for this machine. */
  Path zip(String version) {
    return file(version, platform() + ".zip");
  }

  Path packed() {
    return folder.resolve("mirror");
  }

  Path unpacked() {
    return folder.resolve("unpacked");
  }

  /** The hash that lock files hold, as the network mirror tells it. */
  String hash(String version) {
    var archives = Checkout.read(packed().resolve(PROVIDER).resolve(version + ".json"));
    return JSON.readTree(archives).at("/archives/%s/hashes/0".formatted(platform())).asString();
  }

  static String platform() {
    return System.getProperty("os.arch").equals("aarch64") ? "linux_arm64" : "linux_amd64";
  }

  /** Runs a program to its end and returns what it printed. */
  static String run(Path folder, Map<String, String> environment, List<String> command) {
    var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().putAll(environment);
    try {
      Files.createDirectories(folder);
      var result = Terraform.finish(builder.start());
      if (result.exitCode() != 0) {
        throw new AssertionError(String.join(" ", command) + " failed:\n" + result.text());
      }
      return result.text();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
