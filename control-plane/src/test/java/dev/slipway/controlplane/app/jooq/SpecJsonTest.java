package dev.slipway.controlplane.app.jooq;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.controlplane.app.AppState;
import dev.slipway.controlplane.app.AppStatus;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpecJsonTest {
  private static final AppStatus STATUS =
      new AppStatus(AppState.RUNNING, "", 3, 3, 2, 1, List.of(), Instant.EPOCH, List.of());

  @Test
  void aStatusIsReadAsItWasWritten() {
    assertThat(SpecJson.status(SpecJson.write(STATUS))).isEqualTo(STATUS);
  }

  @Test
  void anOlderControlPlaneDidNotSayWhatHadSettledNorWhatDrifted() {
    var older =
        SpecJson.write(STATUS).replace("\"settledGeneration\":3,", "").replace(",\"drift\":[]", "");

    assertThat(older).doesNotContain("settled", "drift");
    assertThat(SpecJson.status(older))
        .isEqualTo(
            new AppStatus(AppState.RUNNING, "", 3, 0, 2, 1, List.of(), Instant.EPOCH, List.of()));
  }
}
