package dev.slipway.controlplane.runtime.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.slipway.controlplane.app.Endpoint;
import dev.slipway.controlplane.app.Probe;
import dev.slipway.controlplane.runtime.Recorder;
import dev.slipway.controlplane.runtime.ServedEndpoints;
import dev.slipway.controlplane.vocabulary.AppId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Small parts of the driver that need no engine. */
class DriverPartsTest {
  @ParameterizedTest(name = "after {0} failures in a row: {1} s")
  @CsvSource({"0, 0", "1, 1", "2, 2", "3, 4", "4, 8", "5, 16", "6, 32", "7, 60", "50, 60"})
  void waitsEverLongerUpToAMinute(int failures, long seconds) {
    var backOff = BackOff.NONE;
    for (int i = 0; i < failures; i++) {
      backOff = backOff.failedAfter(Duration.ofSeconds(59));
    }
    assertThat(backOff.delay()).isEqualTo(Duration.ofSeconds(seconds));
  }

  @Test
  void aHealthyMinuteForgetsFailures() {
    assertThat(new BackOff(6).failedAfter(Duration.ofMinutes(1)).delay())
        .isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void aProbeSurvivesBeingALabel() {
    var probe =
        new Probe(
            "/health?deep=1&x=a:b",
            9090,
            Duration.ofSeconds(3),
            Duration.ofMillis(250),
            Duration.ofMinutes(1),
            3,
            2);

    assertThat(ProbeText.read(ProbeText.write(probe))).isEqualTo(probe);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "GET", "GET :80/ delay=x period=1s timeout=1s failures=1 successes=1"})
  void aLabelThatSomebodyWroteIsNoProbe(String text) {
    assertThat(ProbeText.read(text)).isNull();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {"unix:///run/docker.sock", "tcp://127.0.0.1:2375", "tcp://localhost:2375"})
  void anEngineIsOnThisMachine(String address) {
    new DockerEngine(address, DockerRuntimeProperties.defaults()).close();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "tcp://10.0.0.1:2375",
        "ssh://host",
        "/run/docker.sock",
        "http://127.0.0.1:1",
        "unix:x"
      })
  void anEngineElsewhereIsRefusedWithWhatToWrite(String address) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DockerEngine(address, DockerRuntimeProperties.defaults()).close())
        .withMessageContaining("unix:///path/to/socket")
        .withMessageContaining(address);
  }

  @Test
  void anEmptyConfigurationIsTheDefaults() {
    assertThat(bind(Map.of())).isEqualTo(DockerRuntimeProperties.defaults());
  }

  @Test
  void settingsThatMakeNoSenseAreRefusedByName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new DockerRuntimeProperties(
                List.of(),
                Duration.ZERO,
                Duration.ofSeconds(1),
                Duration.ZERO,
                Duration.ofSeconds(1),
                1,
                0,
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                List.of()))
        .withMessageContaining("slipway.docker.deadline");
  }

  private static DockerRuntimeProperties bind(Map<String, String> properties) {
    return new Binder(new MapConfigurationPropertySource(properties))
        .bindOrCreate("slipway.docker", DockerRuntimeProperties.class);
  }

  @Test
  void aGatewayThatAcknowledgesIsAskedOncePerChange() throws InterruptedException {
    var gateway = new Recorder();
    var app = AppId.random();
    var served = new ServedEndpoints(app, gateway, Duration.ofSeconds(1));
    var one = List.of(new Endpoint("a", "127.0.0.1", 1));

    assertThat(served.serve(one)).isEqualTo(ServedEndpoints.Outcome.SETTLED);
    assertThat(served.serve(one)).isEqualTo(ServedEndpoints.Outcome.SETTLED);
    assertThat(served.serve(List.of())).isEqualTo(ServedEndpoints.Outcome.SETTLED);

    assertThat(gateway.served(app)).containsExactly(one, List.of());
  }

  @Test
  void aSilentGatewayIsAskedThreeTimesThenGivenUpOn() throws InterruptedException {
    var gateway = new Recorder();
    gateway.fallSilent();
    var app = AppId.random();
    var served = new ServedEndpoints(app, gateway, Duration.ofSeconds(1));
    var one = List.of(new Endpoint("a", "127.0.0.1", 1));

    assertThat(served.serve(one)).isEqualTo(ServedEndpoints.Outcome.PENDING);
    assertThat(served.serve(one)).isEqualTo(ServedEndpoints.Outcome.PENDING);
    assertThat(served.serve(one)).isEqualTo(ServedEndpoints.Outcome.SILENT);
    assertThat(served.serve(one)).isEqualTo(ServedEndpoints.Outcome.SETTLED);
    assertThat(served.serve(List.of())).isEqualTo(ServedEndpoints.Outcome.PENDING);
  }
}
