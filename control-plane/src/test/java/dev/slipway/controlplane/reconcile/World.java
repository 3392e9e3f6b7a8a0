package dev.slipway.controlplane.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.controlplane.app.App;
import dev.slipway.controlplane.app.AppFeed;
import dev.slipway.controlplane.app.AppState;
import dev.slipway.controlplane.app.Apps;
import dev.slipway.controlplane.app.Caller;
import dev.slipway.controlplane.app.Event;
import dev.slipway.controlplane.app.PinnedImage;
import dev.slipway.controlplane.app.Roll;
import dev.slipway.controlplane.catalog.Catalog;
import dev.slipway.controlplane.catalog.CatalogFile;
import dev.slipway.controlplane.catalog.Region;
import dev.slipway.controlplane.intake.AppService;
import dev.slipway.controlplane.intake.CreateCommand;
import dev.slipway.controlplane.intake.Draft;
import dev.slipway.controlplane.intake.SpecDraft;
import dev.slipway.controlplane.intake.UpdateCommand;
import dev.slipway.controlplane.project.Projects;
import dev.slipway.controlplane.project.Quota;
import dev.slipway.controlplane.runtime.Drivers;
import dev.slipway.controlplane.runtime.FakeEngine;
import dev.slipway.controlplane.runtime.FakeRuntime;
import dev.slipway.controlplane.runtime.RuntimeDriver;
import dev.slipway.controlplane.scheduling.Demand;
import dev.slipway.controlplane.scheduling.Quotas;
import dev.slipway.controlplane.vocabulary.AppId;
import dev.slipway.controlplane.vocabulary.RegionName;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;

/**
 * A control plane without its edges: the real store on disk, the real logic, and a {@link
 * FakeEngine} that outlives it. Closing one and opening another on the same folder and engine is a
 * restart.
 */
final class World implements AutoCloseable {
  static final Caller ALICE = new Caller("alice", "terraform");
  static final Duration PATIENCE = Duration.ofSeconds(20);
  static final RegionName LOCAL = new RegionName("local");

  /** Quick, so that stories about looking again and giving up are short. */
  private static final ReconcileProperties PROPERTIES =
      new ReconcileProperties(
          Duration.ofMillis(200), Duration.ofMillis(200), 8, Duration.ofMillis(300));

  final FakeEngine engine;
  final Apps apps;
  final Projects projects;
  final AppService service;
  private final Apps untouched;
  private final AnnotationConfigApplicationContext store;
  private final FakeRuntime driver;
  private final ReconcileLoop loop;

  static World open(Path home, FakeEngine engine) {
    return open(home, engine, Saboteur.NONE);
  }

  /**
   * Starts one.
   *
   * @param saboteur may end it at any step
   */
  static World open(Path home, FakeEngine engine, Saboteur saboteur) {
    return new World(home, engine, saboteur, PROPERTIES);
  }

  /** Starts one that looks at apps only when something tells it to. */
  static World openUnhurried(Path home, FakeEngine engine) {
    return new World(
        home,
        engine,
        Saboteur.NONE,
        new ReconcileProperties(
            Duration.ofHours(1), Duration.ofHours(1), 8, Duration.ofMillis(300)));
  }

  private World(Path home, FakeEngine engine, Saboteur saboteur, ReconcileProperties properties) {
    this.engine = engine;
    this.store = new AnnotationConfigApplicationContext();
    store
        .getEnvironment()
        .getPropertySources()
        .addFirst(
            new MapPropertySource(
                "story",
                Map.of(
                    "slipway.home", home.toString(),
                    "slipway.database.url", "",
                    "slipway.master.key", "")));
    var base = "dev.slipway.controlplane.";
    store.scan(base + "home", base + "database", base + "app.jooq", base + "project.jooq");
    store.refresh();
    this.projects = store.getBean(Projects.class);
    this.untouched = store.getBean(Apps.class);
    this.apps = saboteur.watch(Apps.class, untouched);
    this.driver = new FakeRuntime(engine);
    var drivers = new Drivers(Map.of(LOCAL, saboteur.watch(RuntimeDriver.class, driver)));
    Quotas quotas =
        () ->
            projects.all().stream()
                .collect(
                    Collectors.toMap(
                        p -> p.id(), p -> new Demand.Units(p.quota().cpu(), p.quota().gpu())));
    var catalog = oneRegion();
    var feed = store.getBean(AppFeed.class);
    var roll = new Roll(apps, feed);
    this.service = new AppService(catalog, apps, roll, quotas, drivers, Clock.systemUTC());
    this.loop =
        new ReconcileLoop(
            apps, roll, feed, catalog, quotas, drivers, properties, Clock.systemUTC());
    projects.onQuotaChange(loop::admit);
    try {
      loop.start();
    } catch (Saboteur.Killed early) {
      // Killed while it started: what its callers try is killed too.
      assertThat(saboteur.hasStruck()).isTrue();
    }
  }

  private static Catalog oneRegion() {
    var catalog = CatalogFile.builtIn();
    return new Catalog(
        catalog.currency(),
        catalog.limits(),
        catalog.regions().stream().filter(Region::isDefault).toList(),
        catalog.flavors());
  }

  App create(Draft draft) {
    return create(draft, "");
  }

  App create(Draft draft, String requestId) {
    return service
        .create(ALICE, new CreateCommand("default", draft.draft(), requestId, false))
        .app();
  }

  App update(AppId id, UnaryOperator<Draft> change) {
    var app = apps.find(id).orElseThrow();
    var draft = new Draft(SpecDraft.of(app.spec()));
    return service
        .update(
            ALICE, id, new UpdateCommand(change.apply(draft).draft(), app.generation(), Set.of()))
        .app();
  }

  /** What is on disk, read past the saboteur. */
  List<App> undisturbed() {
    return untouched.all();
  }

  /** The engine is a cluster of nodes with these GPUs each, from now on, and tells so. */
  void cluster(int... gpus) {
    engine.cluster(gpus);
    driver.capacityChanged();
  }

  void quota(int gpu, int cpu) {
    var _ = projects.setQuota("default", new Quota(gpu, cpu)).orElseThrow();
  }

  App awaitState(AppId id, AppState state) {
    return await(id, "is " + state, app -> app.status().state() == state);
  }

  /** The app's latest spec has come about. */
  App awaitRunning(AppId id) {
    return await(
        id,
        "runs",
        app ->
            app.status().state() == AppState.RUNNING
                && app.status().observedGeneration() == app.generation());
  }

  App await(AppId id, String what, Predicate<App> condition) {
    return Awaitility.await("app " + what)
        .pollInterval(Duration.ofMillis(5))
        .atMost(PATIENCE)
        .until(() -> apps.find(id).orElseThrow(), condition);
  }

  void awaitGone(AppId id) {
    Awaitility.await("app is gone")
        .pollInterval(Duration.ofMillis(5))
        .atMost(PATIENCE)
        .until(() -> apps.find(id).isEmpty());
  }

  static PinnedImage image(App app) {
    return Objects.requireNonNull(app.image());
  }

  List<String> timeline(AppId id) {
    return apps.lastEvents(id, 0, 500).stream().map(Event::message).toList();
  }

  /** Ends it the way a kill does: nothing is told to stop, nothing is cleaned up. */
  @Override
  public void close() {
    loop.close();
    driver.close();
    store.close();
  }
}
