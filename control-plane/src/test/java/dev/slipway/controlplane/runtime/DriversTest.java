package dev.slipway.controlplane.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.slipway.controlplane.vocabulary.Memory;
import dev.slipway.controlplane.vocabulary.RegionName;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;

class DriversTest {
  private static final RegionName GRA = new RegionName("gra");
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  private final RuntimeDriver driver = mock(RuntimeDriver.class);
  private final Clock clock = mock(Clock.class);
  private final Drivers drivers = new Drivers(Map.of(GRA, driver), clock);

  @Test
  void aRegionThatDoesNotAnswerIsSilentSinceItWasFirstAskedAndKeepsWhatItHad() {
    when(driver.capacity()).thenReturn(cpus(4));
    drivers.askCapacity(GRA);
    assertThat(drivers.silence(GRA)).isEmpty();

    when(driver.capacity()).thenThrow(away("connection refused")).thenThrow(away("timed out"));
    when(clock.instant()).thenReturn(NOON, NOON.plus(Duration.ofMinutes(5)));
    assertThatThrownBy(() -> drivers.askCapacity(GRA)).hasMessage("connection refused");
    assertThatThrownBy(() -> drivers.askCapacity(GRA)).hasMessage("timed out");

    assertThat(drivers.silence(GRA)).contains(new Drivers.Silence(NOON, "timed out"));
    assertThat(drivers.knownCapacities()).containsEntry(GRA, cpus(4));
  }

  @Test
  void aRegionThatAnswersAgainIsNotSilent() {
    when(clock.instant()).thenReturn(NOON);
    when(driver.capacity()).thenThrow(away("connection refused")).thenReturn(cpus(4));
    assertThat(drivers.capacities()).isEmpty();
    assertThat(drivers.silence(GRA)).isPresent();

    assertThat(drivers.capacities()).containsEntry(GRA, cpus(4));
    assertThat(drivers.silence(GRA)).isEmpty();
  }

  @Test
  void manyChangesOfCapacityAreToldAndAskedForOnce() {
    when(driver.capacity()).thenReturn(cpus(4), cpus(8));
    drivers.askCapacity(GRA);
    var told = new ArrayList<String>();
    drivers.watch(
        new RuntimeListener() {
          @Override
          public void observed(Observation observation) {}

          @Override
          public void happened(RuntimeEvent event) {}

          @Override
          public void capacityChanged() {
            told.add("changed");
          }
        });
    var listener = ArgumentCaptor.forClass(RuntimeListener.class);
    verify(driver).watch(listener.capture());
    assertThat(drivers.knownCapacities()).as("nobody told of a change").containsEntry(GRA, cpus(4));

    listener.getValue().capacityChanged();
    listener.getValue().capacityChanged();

    assertThat(told).isEqualTo(List.of("changed", "changed"));
    assertThat(drivers.knownCapacities()).containsEntry(GRA, cpus(8));
    assertThat(drivers.knownCapacities()).containsEntry(GRA, cpus(8));
    verify(driver, times(2)).capacity();
  }

  private static Capacity cpus(int count) {
    return new Capacity(count, Memory.gib(16), Map.of());
  }

  private static RuntimeUnavailableException away(String message) {
    return new RuntimeUnavailableException(message, new IOException(message));
  }
}
