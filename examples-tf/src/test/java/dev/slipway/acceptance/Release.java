package dev.slipway.acceptance;

import dev.slipway.provider.test.cli.Product;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** The provider's packages as {@code scripts/release-provider} lays them out in a folder. */
record Release(Path folder) {
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
    var ignored =
        Command.in(folder)
            .with("JAVA_HOME", System.getProperty("java.home"))
            .run(command.toArray(String[]::new));
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
  String hash(Product product, String version) {
    var mirrored = packed().resolve(product.address(Story.SOURCE));
    var archives = Checkout.read(mirrored.resolve(version + ".json"));
    return JSON.readTree(archives).at("/archives/%s/hashes/0".formatted(platform())).asString();
  }

  static String platform() {
    return System.getProperty("os.arch").equals("aarch64") ? "linux_arm64" : "linux_amd64";
  }
}
