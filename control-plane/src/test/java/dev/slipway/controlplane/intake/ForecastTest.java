package dev.slipway.controlplane.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.slipway.controlplane.app.AppFeed;
import dev.slipway.controlplane.app.AppSpec;
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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A plan of many apps asks once for each; nothing of it may be counted twice or read anew. */
class ForecastTest {
  private final Apps apps = mock(Apps.class);
  private final RuntimeDriver driver = mock(RuntimeDriver.class);
  private final Drivers drivers = new Drivers(Map.of(new RegionName("local"), driver));
  private final Forecast forecast =
      new Forecast(
          new Roll(apps, new AppFeed()),
          () -> Map.of("default", new Demand.Units(2, 0)),
          drivers,
          new Ledger(CatalogFile.builtIn()));

  @BeforeEach
  void answer() {
    when(driver.capacity()).thenReturn(new Capacity(4, Memory.gib(16), Map.of()));
    when(apps.all()).thenReturn(List.of());
  }

  @Test
  void whatIsForetoldIsNotCountedAsHeld() {
    for (int i = 0; i < 10; i++) {
      assertThat(foretell(Specs.spec("app-" + i))).isEmpty();
    }
  }

  @Test
  void aPlanOfManyAppsReadsTheStoreAndTheRegionOnce() {
    for (int i = 0; i < 100; i++) {
      assertThat(foretell(Specs.spec("app-" + i))).isEmpty();
    }

    verify(apps, times(1)).all();
    verify(apps, times(0)).find(any());
    verify(driver, times(1)).capacity();
  }

  private String foretell(AppSpec spec) {
    return forecast.wait(AppId.random(), "default", spec, Specs.NOON, new Findings());
  }
}
