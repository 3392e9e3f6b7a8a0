package dev.slipway.controlplane.runtime.kubernetes;

import static org.awaitility.Awaitility.await;

import dev.slipway.controlplane.catalog.ClusterSettings;
import dev.slipway.controlplane.runtime.Observation;
import dev.slipway.controlplane.runtime.Recorder;
import dev.slipway.controlplane.runtime.RuntimeEvent;
import dev.slipway.controlplane.runtime.RuntimeUnavailableException;
import dev.slipway.controlplane.runtime.registry.RegistryClient;
import dev.slipway.controlplane.vocabulary.AppId;
import dev.slipway.controlplane.vocabulary.RegionName;
import dev.slipway.lab.Lab;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.awaitility.core.ConditionTimeoutException;

/** A driver on a lab, with a recorder for gateway, in namespaces of its own. */
final class ClusterDriver implements AutoCloseable {
  /** What a class that uses {@link #lab()} has for itself, so that nobody else takes room there. */
  static final String LAB = "lab";

  static final RegionName REGION = new RegionName("lab");
  static final Duration PATIENCE = Duration.ofSeconds(90);

  private static final Map<String, String> PUSHED = new ConcurrentHashMap<>();

  final Lab lab;
  final Owner owner;
  final String prefix;
  private final Path kubeconfig;
  private final SortedMap<String, String> quota;
  private Recorder recorder = new Recorder();
  private KubernetesRuntime driver;

  ClusterDriver(Lab lab) {
    this(
        lab,
        "test-" + UUID.randomUUID(),
        "t" + UUID.randomUUID().toString().substring(0, 8) + "-",
        lab.kubeconfig(),
        new TreeMap<>());
  }

  ClusterDriver(
      Lab lab, String instance, String prefix, Path kubeconfig, SortedMap<String, String> quota) {
    this.lab = lab;
    this.owner = new Owner(instance, REGION);
    this.prefix = prefix;
    this.kubeconfig = kubeconfig;
    this.quota = quota;
    this.driver = open();
  }

  /** A lab with a node that runs containers, shared by all who ask. */
  static Lab lab() {
    return Lab.up("driver", "--nodes", "1");
  }

  /** What an image of the tests is called where nodes find it. */
  static String image(String name) {
    return PUSHED.computeIfAbsent(name, lab()::push);
  }

  private KubernetesRuntime open() {
    recorder = new Recorder();
    var settings =
        new ClusterSettings(
            kubeconfig.toString(), "", prefix, "", List.of(), quota, new TreeMap<>());
    var properties =
        new KubernetesProperties(
            Duration.ofSeconds(10), Duration.ofSeconds(1), Duration.ofMillis(500));
    var fresh =
        new KubernetesRuntime(
            Connection.of(settings),
            new Terms(owner, settings, 10, 1, properties.drain()),
            properties,
            new RegistryClient(List.of(lab.address() + ":5000"), properties.deadline()),
            recorder);
    fresh.watch(recorder);
    await()
        .atMost(PATIENCE)
        .ignoreException(RuntimeUnavailableException.class)
        .until(() -> fresh.capacity() != null);
    return fresh;
  }

  KubernetesRuntime driver() {
    return driver;
  }

  Recorder recorder() {
    return recorder;
  }

  void restart() {
    stop();
    start();
  }

  void stop() {
    driver.close();
  }

  /** After {@link #stop}. */
  void start() {
    driver = open();
  }

  String namespace() {
    return prefix + "default";
  }

  /** kubectl in the apps' namespace. */
  String kubectl(String... arguments) {
    var all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--namespace", namespace()));
    return lab.kubectl(all.toArray(String[]::new));
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
      throw new AssertionError("still %s after%n%s".formatted(driver.observe(app), story(app)), e);
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

  @Override
  public void close() {
    driver.close();
    var ignored =
        lab.kubectl("delete", "namespace", namespace(), "--ignore-not-found", "--wait=false");
  }
}
