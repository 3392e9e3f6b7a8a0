package dev.slipway.controlplane.metering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.controlplane.app.Admission;
import dev.slipway.controlplane.app.App;
import dev.slipway.controlplane.app.AppState;
import dev.slipway.controlplane.app.AppStatus;
import dev.slipway.controlplane.app.Replica;
import dev.slipway.controlplane.app.Resources;
import dev.slipway.controlplane.app.Specs;
import dev.slipway.controlplane.metering.UsageMinute.Rate;
import dev.slipway.controlplane.vocabulary.AppId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeterTest {
  private static final Rate RATE = new Rate(new BigDecimal("0.0005"), "EUR");

  private static App app(AppState state, int ready, Admission admission) {
    var replicas = new ArrayList<Replica>();
    for (int i = 0; i < ready; i++) {
      replicas.add(new Replica("r" + i, 1, Replica.State.READY, 0, Specs.NOON, ""));
    }
    replicas.add(new Replica("late", 1, Replica.State.STARTING, 0, Specs.NOON, ""));
    return new App(
        AppId.random(),
        "default",
        Specs.spec("web"),
        null,
        1,
        1,
        admission,
        new AppStatus(state, "", 1, 1, 1, ready, replicas, Specs.NOON, List.of()),
        Specs.ALICE,
        Specs.NOON,
        Specs.NOON,
        false,
        false);
  }

  @ParameterizedTest(name = "{0} with {1} ready: {2}")
  @CsvSource({
    "RUNNING, 2, 2",
    "SCALING, 3, 3",
    "RUNNING, 0, 0",
    "QUEUED, 2, 0",
    "INITIALIZING, 1, 0",
    "STOPPING, 1, 0",
    "STOPPED, 0, 0",
    "FAILED, 1, 0",
    "ERROR, 1, 0",
    "DELETING, 1, 0",
    "DELETED, 1, 0"
  })
  void readyReplicasAreBilledWhileRunningOrScaling(AppState state, int ready, int billed) {
    var minute = UsageMinute.of(app(state, ready, Admission.NONE), RATE, Specs.NOON);
    assertThat(minute.map(UsageMinute::replicas).orElse(0)).isEqualTo(billed);
  }

  @Test
  void whatIsHeldIsBilledAndNotWhatIsWaitedFor() {
    var held = new Admission(1, new Resources(Resources.Kind.GPU, 2, "ai1-1-gpu"), 1, "waits");
    var minute = UsageMinute.of(app(AppState.SCALING, 1, held), RATE, Specs.NOON).orElseThrow();
    assertThat(minute.flavor()).isEqualTo("ai1-1-gpu");
    assertThat(minute.units()).isEqualTo(2);
  }

  @Test
  void aMinuteBeginsOnTheMinute() {
    var at = Instant.parse("2026-11-22T12:00:59.999Z");
    assertThat(UsageMinute.minuteOf(at)).isEqualTo(UsageMinute.minuteOf(Specs.NOON));
    assertThat(UsageMinute.minuteOf(at.plusMillis(1)))
        .isEqualTo(UsageMinute.minuteOf(Specs.NOON) + 1);
  }
}
