package dev.slipway.controlplane.runtime.docker;

import static org.awaitility.Awaitility.await;

import dev.slipway.controlplane.runtime.LogLine;
import dev.slipway.controlplane.runtime.LogQuery;
import dev.slipway.controlplane.runtime.Observation;
import dev.slipway.controlplane.runtime.Recorder;
import dev.slipway.controlplane.runtime.RuntimeEvent;
import dev.slipway.controlplane.runtime.RuntimeUnavailableException;
import dev.slipway.controlplane.vocabulary.AppId;
import dev.slipway.controlplane.vocabulary.RegionName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.awaitility.core.ConditionTimeoutException;

/** A driver on an engine, with a recorder for gateway, and nothing left behind when closed. */
final class LocalDriver implements AutoCloseable {
  static final RegionName REGION = new RegionName("lab");
  static final Duration PATIENCE = Duration.ofSeconds(60);

  final String instance = "test-" + UUID.randomUUID();
  final DockerEngine engine;
  final Recorder recorder = new Recorder();
  private DockerRuntime driver;

  LocalDriver(String address, DockerRuntimeProperties settings) {
    engine = new DockerEngine(address, settings);
    driver = open();
  }

  private DockerRuntime open() {
    var fresh = new DockerRuntime(engine, instance, REGION, recorder);
    fresh.watch(recorder);
    return fresh;
  }

  DockerRuntime driver() {
    return driver;
  }

  void restart() {
    driver.close();
    driver = open();
  }

  Observation awaitReady(AppId app, int replicas) {
    return awaitSeen(
        app,
        seen -> seen.settled() && seen.replicas().size() == replicas && seen.ready() == replicas);
  }

  Observation awaitSeen(AppId app, Predicate<Observation> wanted) {
    try {
      return await()
          .atMost(PATIENCE)
          .ignoreException(RuntimeUnavailableException.class)
          .until(() -> driver.observe(app), wanted);
    } catch (ConditionTimeoutException e) {
      throw new AssertionError("not seen in time; so far:%n%s".formatted(story(app)), e);
    }
  }

  RuntimeEvent awaitEvent(AppId app, String code) {
    try {
      return await()
          .atMost(PATIENCE)
          .until(() -> recorder.events(app, code), events -> !events.isEmpty())
          .getFirst();
    } catch (ConditionTimeoutException e) {
      throw new AssertionError("no %s; so far:%n%s".formatted(code, story(app)), e);
    }
  }

  private String story(AppId app) {
    return recorder.events(app).stream()
        .map(e -> e.code() + " " + e.message())
        .collect(Collectors.joining("\n"));
  }

  List<Container> containers(AppId app) {
    return engine.client().list(Labels.ofApp(instance, REGION, app));
  }

  List<String> log(AppId app) throws InterruptedException {
    var lines = new ArrayList<LogLine>();
    driver.logs(app, new LogQuery("", -1, false, false), lines::add);
    return lines.stream().map(LogLine::text).toList();
  }

  @Override
  public void close() {
    driver.close();
    TestEngine.removeAll(engine, instance);
    engine.close();
  }
}
