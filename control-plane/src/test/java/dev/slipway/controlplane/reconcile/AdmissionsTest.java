package dev.slipway.controlplane.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyList;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.Mockito.clearInvocations;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.slipway.controlplane.app.Admission;
import dev.slipway.controlplane.app.App;
import dev.slipway.controlplane.app.AppFeed;
import dev.slipway.controlplane.app.AppStatus;
import dev.slipway.controlplane.app.Apps;
import dev.slipway.controlplane.app.Roll;
import dev.slipway.controlplane.app.Specs;
import dev.slipway.controlplane.catalog.CatalogFile;
import dev.slipway.controlplane.runtime.Capacity;
import dev.slipway.controlplane.runtime.Drivers;
import dev.slipway.controlplane.runtime.RuntimeDriver;
import dev.slipway.controlplane.scheduling.Demand;
import dev.slipway.controlplane.scheduling.Ledger;
import dev.slipway.controlplane.vocabulary.AppId;
import dev.slipway.controlplane.vocabulary.Memory;
import dev.slipway.controlplane.vocabulary.RegionName;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a round costs the store and the regions, whatever the number of apps. */
class AdmissionsTest {
  private final Map<AppId, App> store = new LinkedHashMap<>();
  private final Apps apps = mock(Apps.class);
  private final AppFeed feed = new AppFeed();
  private final RuntimeDriver driver = mock(RuntimeDriver.class);
  private final Drivers drivers = new Drivers(Map.of(new RegionName("local"), driver));
  private final AtomicInteger quotasAsked = new AtomicInteger();
  private final Clock clock = mock(Clock.class);
  private int quota = 100;

  private final Admissions admissions =
      new Admissions(
          apps,
          new Roll(apps, feed),
          () -> {
            quotasAsked.incrementAndGet();
            return Map.of("default", new Demand.Units(quota, 0));
          },
          drivers,
          new Ledger(CatalogFile.builtIn()),
          clock);

  @BeforeEach
  void answer() {
    when(clock.instant()).thenReturn(Specs.NOON);
    when(driver.capacity()).thenReturn(new Capacity(100, Memory.gib(400), Map.of()));
    when(apps.all()).thenAnswer(_ -> List.copyOf(store.values()));
    when(apps.find(any())).thenAnswer(call -> find(call.getArgument(0)));
    when(apps.admit(any(), anyLong(), any(), anyList()))
        .thenAnswer(call -> {
          AppId id = call.getArgument(0);
          store.computeIfPresent(id, (_, app) -> holding(app, call.getArgument(2)));
          feed.changed(id);
          return find(id);
        });
    drivers.askCapacity(new RegionName("local"));
  }

  @Test
  void aRoundInWhichNobodyWaitsAsksNobody() {
    for (int i = 0; i < 50; i++) {
      make("app-" + i);
    }
    admissions.round();
    assertThat(store.values()).allMatch(App::admitted);
    admissions.round();
    clearInvocations(apps, driver);
    quotasAsked.set(0);

    admissions.round();

    verify(apps, never()).all();
    verify(apps, never()).find(any());
    verify(driver, never()).capacity();
    assertThat(quotasAsked).hasValue(0);
  }

  @Test
  void aChangeOfOneAppReadsThatAppAlone() {
    for (int i = 0; i < 50; i++) {
      make("app-" + i);
    }
    admissions.round();
    admissions.round();
    clearInvocations(apps);

    var late = make("late");
    admissions.round();

    assertThat(store.get(late)).isNotNull().matches(App::admitted);
    verify(apps, never()).all();
    // To count it, and to let it in.
    verify(apps, times(2)).find(any());
    verify(apps, times(1)).admit(any(), anyLong(), any(), anyList());
  }

  @Test
  void whereManyWaitTheirFiguresAreNotWrittenAnewWithEveryChange() {
    quota = 1;
    for (int i = 0; i < 50; i++) {
      make("app-" + i);
    }
    admissions.round();
    assertThat(waiting()).allMatch(why -> why.startsWith("needs 1 CPU, 0 of 1 are free"));
    clearInvocations(apps);

    quota = 2;
    admissions.round();
    verify(apps, times(1)).admit(any(), anyLong(), any(), anyList());

    when(clock.instant()).thenReturn(Specs.NOON.plus(Duration.ofSeconds(5)));
    admissions.round();
    assertThat(waiting()).allMatch(why -> why.startsWith("needs 1 CPU, 0 of 2 are free"));
  }

  private List<String> waiting() {
    return store.values().stream()
        .filter(app -> !app.admitted())
        .map(app -> app.admission().waitingFor())
        .toList();
  }

  private Optional<App> find(AppId id) {
    return Optional.ofNullable(store.get(id));
  }

  private AppId make(String name) {
    var spec = Specs.spec(name);
    var at = Specs.NOON.plusSeconds(store.size());
    var id = AppId.random();
    var app =
        new App(
            id,
            "default",
            spec,
            null,
            1,
            1,
            Admission.NONE,
            AppStatus.accepted(spec, at),
            Specs.ALICE,
            at,
            at,
            false,
            false);
    store.put(id, app);
    feed.changed(id);
    return id;
  }

  private static App holding(App app, Admission admission) {
    return new App(
        app.id(),
        app.project(),
        app.spec(),
        app.image(),
        app.generation(),
        app.templateRevision(),
        admission,
        app.status(),
        app.author(),
        app.createdAt(),
        app.updatedAt(),
        app.claimed(),
        app.deleting());
  }
}
