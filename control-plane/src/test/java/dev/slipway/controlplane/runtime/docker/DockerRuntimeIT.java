package dev.slipway.controlplane.runtime.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.controlplane.runtime.Recorder;
import dev.slipway.controlplane.runtime.RuntimeDriver;
import dev.slipway.controlplane.runtime.RuntimeDriverContract;
import dev.slipway.controlplane.vocabulary.RegionName;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;

/** The contract, kept by the driver for Docker and Podman on the engine that is here. */
@Order(3)
class DockerRuntimeIT extends RuntimeDriverContract {
  private static final RegionName REGION = new RegionName("contract");

  private final String instance = "contract-" + UUID.randomUUID();
  private final DockerEngine engine = new DockerEngine(TestEngine.address(), TestEngine.SETTINGS);
  private Recorder recorder = new Recorder();
  private DockerRuntime driver = open();

  @BeforeAll
  static void anEngineAnswers() {
    TestEngine.required();
  }

  @Override
  protected void closeDriver() {
    TestEngine.removeAll(engine, instance);
    driver.close();
    engine.close();
  }

  private DockerRuntime open() {
    recorder = new Recorder();
    var fresh = new DockerRuntime(engine, instance, REGION, recorder);
    fresh.watch(recorder);
    return fresh;
  }

  @Override
  protected RuntimeDriver driver() {
    return driver;
  }

  @Override
  protected Recorder recorder() {
    return recorder;
  }

  @Override
  protected void restartDriver() {
    driver.close();
    driver = open();
  }

  @Override
  protected void killBehindItsBack(String replica) {
    engine.client().calls().killContainerCmd(container(replica).id()).exec();
  }

  @Override
  protected void removeBehindItsBack(String replica) {
    engine.client().remove(container(replica).id());
  }

  @Override
  protected String imageThatNobodyHas() {
    return "localhost/slipway/nobody-has-this:1";
  }

  private Container container(String replica) {
    var containers =
        engine.client().list(Labels.ofApp(instance, REGION, app)).stream()
            .filter(c -> c.replica().equals(replica) && c.running())
            .toList();
    assertThat(containers).hasSize(1);
    return containers.getFirst();
  }
}
