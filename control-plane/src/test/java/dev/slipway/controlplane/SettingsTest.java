package dev.slipway.controlplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SettingsTest {
  @Test
  void anEmptyEnvironmentGivesTheDocumentedDefaults() {
    var properties = Settings.of(Map.of("HOME", "/home/alice")).properties();
    assertThat(properties)
        .containsEntry("slipway.home", "/home/alice/.slipway")
        .containsEntry("slipway.grpc.address", "127.0.0.1:8641")
        .containsEntry("slipway.http.address", "127.0.0.1:8640")
        .containsEntry("slipway.gateway.address", "127.0.0.1:8642")
        .containsEntry("slipway.xds.address", "127.0.0.1:8643")
        .containsEntry("slipway.database.url", "")
        .containsEntry("slipway.catalog", "")
        .containsEntry("slipway.runtime.socket", "")
        .containsEntry("server.address", "127.0.0.1")
        .containsEntry("server.port", 8640)
        .containsEntry("spring.grpc.server.port", 8641);
  }

  @Test
  void anEmptyVariableCountsAsNotSet() {
    assertThat(Settings.of(Map.of("SLIPWAY_GRPC_ADDRESS", " ")).get(Setting.GRPC_ADDRESS))
        .isEqualTo("127.0.0.1:8641");
  }

  @Test
  void theEngineIsTheOneNamedHereElseDockersOwn() {
    var docker = Map.of("DOCKER_HOST", "unix:///a.sock");
    assertThat(Settings.of(docker).get(Setting.RUNTIME_SOCKET)).isEqualTo("unix:///a.sock");
    assertThat(
            Settings.of(
                    Map.of(
                        "DOCKER_HOST",
                        "unix:///a.sock",
                        "SLIPWAY_RUNTIME_SOCKET",
                        "unix:///b.sock"))
                .get(Setting.RUNTIME_SOCKET))
        .isEqualTo("unix:///b.sock");
  }

  @ParameterizedTest(name = "{0}={1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "SLIPWAY_GRPC_ADDRESS | here | host:port",
        "SLIPWAY_GRPC_ADDRESS | 127.0.0.1:99999 | host:port",
        "SLIPWAY_GRPC_ADDRESS | 0.0.0.0:8641 | SLIPWAY_TLS_CERTIFICATE",
        "SLIPWAY_GRPC_ADDRESS | example.org:8641 | SLIPWAY_TLS_CERTIFICATE",
        "SLIPWAY_HTTP_ADDRESS | 0.0.0.0:8640 | choose 127.0.0.1",
        "SLIPWAY_GATEWAY_ADDRESS | [::]:8642 | choose 127.0.0.1",
        "SLIPWAY_XDS_ADDRESS | 10.0.0.1:1 | choose 127.0.0.1",
        "SLIPWAY_DATABASE_URL | mysql://x | postgresql://user:password@host:port/name",
        "SLIPWAY_CATALOG | /nowhere/catalog.yaml | not a file",
        "SLIPWAY_ENVOY | /nowhere/envoy | not a program",
        "SLIPWAY_RUNTIME_SOCKET | /run/docker.sock | unix:///run/docker.sock",
        "SLIPWAY_LOG_LEVEL | loud | debug",
        "SLIPWAY_TLS_KEY | /nowhere/key.pem | not a file"
      })
  void aWrongValueIsNamedWithItsRemedy(String variable, String value, String remedy) {
    assertThatThrownBy(() -> Settings.of(Map.of(variable, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(variable + ": ")
        .hasMessageContaining(remedy);
  }

  @Test
  void aDatabasePasswordIsNeverRepeated() {
    assertThatThrownBy(
            () -> Settings.of(Map.of("SLIPWAY_DATABASE_URL", "postgresql://me:s3cret@ho st/x")))
        .hasMessageContaining("SLIPWAY_DATABASE_URL")
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void aCertificateNeedsItsKey(@TempDir Path folder) throws IOException {
    var certificate = Files.writeString(folder.resolve("tls.pem"), "x").toString();
    assertThatThrownBy(() -> Settings.of(Map.of("SLIPWAY_TLS_CERTIFICATE", certificate)))
        .hasMessageStartingWith("SLIPWAY_TLS_KEY: ");
    assertThat(
            Settings.of(
                    Map.of(
                        "SLIPWAY_TLS_CERTIFICATE",
                        certificate,
                        "SLIPWAY_TLS_KEY",
                        certificate,
                        "SLIPWAY_GRPC_ADDRESS",
                        "0.0.0.0:8641"))
                .properties())
        .containsEntry("spring.grpc.server.ssl.bundle", "api");
  }

  @ParameterizedTest
  @EnumSource
  void helpNamesEverySettingWithItsDefaultAndMeaning(Setting setting) {
    assertThat(Settings.help())
        .contains(setting.variable(), setting.meaning())
        .contains(
            setting.byDefault().isEmpty() ? "Default: empty" : "Default: " + setting.byDefault());
  }
}
