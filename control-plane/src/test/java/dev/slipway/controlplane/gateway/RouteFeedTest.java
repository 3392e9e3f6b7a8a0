package dev.slipway.controlplane.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.slipway.controlplane.app.Admission;
import dev.slipway.controlplane.app.App;
import dev.slipway.controlplane.app.AppFeed;
import dev.slipway.controlplane.app.AppStatus;
import dev.slipway.controlplane.app.Apps;
import dev.slipway.controlplane.app.Specs;
import dev.slipway.controlplane.gateway.xds.Routes;
import dev.slipway.controlplane.vocabulary.AppId;
import dev.slipway.controlplane.vocabulary.FailureCode;
import dev.slipway.controlplane.vocabulary.FailureException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RouteFeedTest {
  private final Map<AppId, App> store = new ConcurrentHashMap<>();
  private final AtomicBoolean storeIsDown = new AtomicBoolean();
  private final AppFeed changes = new AppFeed();
  private final Told told = new Told();
  private final RouteFeed feed =
      new RouteFeed(apps(), changes, told, app -> app.id() + "." + app.spec().region());

  private static final class Told implements Routes {
    private final List<String> lines = new CopyOnWriteArrayList<>();

    @Override
    public void add(AppId app, String host) {
      lines.add("add " + host);
    }

    @Override
    public void remove(AppId app) {
      lines.add("remove " + app);
    }

    @Override
    public void complete() {
      lines.add("complete");
    }
  }

  @AfterEach
  void close() {
    feed.close();
  }

  @Test
  void everyAppOfTheStoreIsAddedBeforeTheListIsComplete() {
    var one = stored();
    var two = stored();
    feed.start();
    await().until(() -> told.lines.contains("complete"));
    assertThat(told.lines)
        .endsWith("complete")
        .containsOnly("add " + one + ".local", "add " + two + ".local", "complete");
  }

  @Test
  void anAppThatComesIsAddedAndOneThatIsGoneIsRemoved() {
    feed.start();
    await().until(() -> told.lines.contains("complete"));
    var app = stored();
    changes.specChanged(app);
    await().until(() -> told.lines.size() == 2);
    store.remove(app);
    changes.specChanged(app);
    await().until(() -> told.lines.size() == 3);
    assertThat(told.lines).containsExactly("complete", "add " + app + ".local", "remove " + app);
  }

  @Test
  void aStoreThatDoesNotAnswerIsAskedAgainAndIsNotAnEmptyOne() {
    var app = stored();
    storeIsDown.set(true);
    feed.start();
    await().until(() -> !storeIsDown.get());
    await().until(() -> told.lines.contains("complete"));
    assertThat(told.lines).containsExactly("add " + app + ".local", "complete");
  }

  private AppId stored() {
    var spec = Specs.spec("demo");
    var app =
        new App(
            AppId.random(),
            "default",
            spec,
            null,
            1,
            1,
            Admission.NONE,
            AppStatus.accepted(spec, Specs.NOON),
            Specs.ALICE,
            Specs.NOON,
            Specs.NOON,
            false,
            false);
    store.put(app.id(), app);
    return app.id();
  }

  /** A store of which only the reading half is used; down, it fails once and is up again. */
  private Apps apps() {
    var apps = mock(Apps.class);
    when(apps.all())
        .thenAnswer(_ -> {
          failWhenDown();
          return List.copyOf(store.values());
        });
    when(apps.find(any()))
        .thenAnswer(call -> {
          failWhenDown();
          return Optional.ofNullable(store.get(call.<AppId>getArgument(0)));
        });
    return apps;
  }

  private void failWhenDown() {
    if (storeIsDown.getAndSet(false)) {
      throw new FailureException(FailureCode.STORE_UNAVAILABLE, "the database does not answer");
    }
  }
}
