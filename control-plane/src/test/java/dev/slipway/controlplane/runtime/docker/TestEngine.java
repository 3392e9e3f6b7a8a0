package dev.slipway.controlplane.runtime.docker;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * The engine that tests use: the one at {@code DOCKER_HOST}, else the first that answers. Without
 * one, tests are skipped, unless {@code -Dslipway.engine=required} demands it.
 */
final class TestEngine {
  /** Short where a test would only wait. */
  static final DockerRuntimeProperties SETTINGS = settings(List.of("/etc/cdi"));

  private static final String NONE =
      "no container engine answers at DOCKER_HOST or at a usual socket; scripts/engine up starts"
          + " one";

  private static final Optional<String> ADDRESS = find();

  private TestEngine() {}

  static DockerRuntimeProperties settings(List<String> cdiSpecDirs) {
    return new DockerRuntimeProperties(
        cdiSpecDirs,
        Duration.ofSeconds(20),
        Duration.ofMinutes(2),
        Duration.ofMillis(500),
        Duration.ofMillis(500),
        512,
        0,
        Duration.ofSeconds(30),
        Duration.ofSeconds(1),
        List.of());
  }

  private static Optional<String> find() {
    var host = System.getenv("DOCKER_HOST");
    var candidates =
        host != null && !host.isEmpty()
            ? List.of(host)
            : DockerEngine.usualAddresses(System.getenv());
    return Optional.ofNullable(DockerEngine.firstThatAnswers(candidates, SETTINGS));
  }

  static void required() {
    if (ADDRESS.isEmpty()) {
      if ("required".equals(System.getProperty("slipway.engine"))) {
        Assertions.fail(NONE);
      }
      Assumptions.abort(NONE);
    }
  }

  /** Where tests find the engine; an address that nobody answers when there is none. */
  static String address() {
    return ADDRESS.orElse("unix:///nowhere");
  }

  static void removeAll(DockerEngine engine, String instance) {
    engine
        .client()
        .labels(List.of(Labels.INSTANCE + "=" + instance), false)
        .keySet()
        .forEach(id -> engine.client().remove(id));
  }
}
