package dev.slipway.acceptance;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** One control plane per class of stories, one Terraform folder per story. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class Story {
  @TempDir Path home;

  ControlPlane slipway;
  Engine engine;
  Terraform terraform;

  /** Settings that a class of stories needs before the start. */
  void prepare(ControlPlane slipway) {}

  @BeforeAll
  void startControlPlane() {
    engine = new Engine();
    slipway = new ControlPlane(home);
    prepare(slipway);
    slipway.start();
  }

  @BeforeEach
  void freshFolder(@TempDir Path folder) {
    terraform = new Terraform(folder, slipway.clientSettings());
  }

  @AfterAll
  void stopControlPlane() throws Exception {
    slipway.close();
    engine.close();
  }
}
