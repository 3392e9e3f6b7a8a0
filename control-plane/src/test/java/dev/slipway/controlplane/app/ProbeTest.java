package dev.slipway.controlplane.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProbeTest {

  @ParameterizedTest(name = "port {0} in an app on {1}: {2}")
  @CsvSource({"0, 9000, 9000", "9001, 9000, 9001", "9000, 9000, 9000"})
  void asksTheAppsOwnPortUnlessItNamesOne(int port, int appPort, int asked) {
    var second = Duration.ofSeconds(1);
    var probe = new Probe("/health", port, second, second, second, 3, 1);

    assertThat(probe.of(appPort))
        .isEqualTo(new Probe("/health", asked, second, second, second, 3, 1));
  }
}
