package dev.slipway.acceptance;

import dev.slipway.provider.test.cli.Cli;
import dev.slipway.provider.test.cli.Program;
import dev.slipway.provider.test.cli.Providers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/**
 * One control plane per class of stories, one Terraform folder per story. A class that is about
 * what Terraform and the provider say to each other is marked {@code EachProgram}: it is told with
 * Terraform and with OpenTofu.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class Story {
  static final String SOURCE = "slipway/ai";

  /** Terraform or OpenTofu: of {@code EachProgram} the one at hand, else the first that is here. */
  @Parameter Program program = Program.any();

  ControlPlane slipway;
  Engine engine;
  Cli terraform;

  /** The engine that apps run on: the machine's. */
  Engine engine() {
    return new Engine();
  }

  /** Settings that a class of stories needs before the start. */
  void prepare(ControlPlane slipway) {}

  @BeforeAll
  void startControlPlane(@TempDir Path home) {
    engine = engine();
    slipway = new ControlPlane(home, engine);
    prepare(slipway);
    slipway.start();
  }

  @BeforeEach
  void freshFolder(@TempDir Path folder) {
    terraform = terraformIn(folder);
  }

  /** Another folder, for this control plane. */
  Cli terraformIn(Path folder) {
    return cli(folder, slipway.clientSettings()).file("provider.tf", "provider \"ai\" {}\n");
  }

  /** In a folder that says itself which provider it wants. */
  Cli cli(Path folder, Map<String, String> environment) {
    return new Cli(program, folder, Providers.mirrored(Checkout.MIRROR, SOURCE)).with(environment);
  }

  /** A copy of an example beside its modules, so that nothing is written into the checkout. */
  Cli example(String name) throws IOException {
    var root = terraform.folder();
    copy(Checkout.EXAMPLES.resolve("modules"), root.resolve("modules"));
    copy(Checkout.EXAMPLES.resolve(name), root.resolve(name));
    return cli(root.resolve(name), slipway.clientSettings());
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      for (var file : files.filter(f -> f.toString().matches(".*\\.(tf|tftest\\.hcl)")).toList()) {
        var target = to.resolve(from.relativize(file));
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
  }

  @AfterEach
  void clear() {
    slipway.clear();
  }

  @AfterAll
  void stopControlPlane() throws Exception {
    slipway.close();
    engine.close();
  }
}
