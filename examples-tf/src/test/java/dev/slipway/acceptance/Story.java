package dev.slipway.acceptance;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** One control plane per class of stories, one Terraform folder per story. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class Story {
  ControlPlane slipway;
  Engine engine;
  Terraform terraform;

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
    terraform = new Terraform(folder, slipway.clientSettings());
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
