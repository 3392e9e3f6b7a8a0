package dev.slipway.ai.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.slipway.provider.diag.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SettingsTest {
  private static final Optional<String> UNSET = Optional.empty();

  @Test
  void theProviderBlockGoesBeforeTheEnvironment() {
    var settings =
        Settings.of(
            Optional.of("localhost:1"),
            Optional.of("mine"),
            Optional.of("team"),
            Optional.of("gra"),
            UNSET,
            Map.of(
                "SLIPWAY_ENDPOINT", "localhost:2",
                "SLIPWAY_TOKEN", "other",
                "SLIPWAY_PROJECT", "other"));

    assertThat(settings.endpoint()).isEqualTo(new Endpoint("localhost", 1, false));
    assertThat(settings.token()).isEqualTo("mine");
    assertThat(settings.project()).isEqualTo("team");
    assertThat(settings.region()).contains("gra");
  }

  @Test
  void theEnvironmentGoesBeforeTheLocalControlPlane(@TempDir Path home) throws IOException {
    Files.writeString(home.resolve("operator.token"), "local\n");

    var settings = unset(Map.of("SLIPWAY_TOKEN", "set", "SLIPWAY_HOME", home.toString()));

    assertThat(settings.token()).isEqualTo("set");
  }

  @Test
  void aLocalControlPlaneNeedsNoSettingsAtAll(@TempDir Path user) throws IOException {
    Files.createDirectory(user.resolve(".slipway"));
    Files.writeString(user.resolve(".slipway/operator.token"), "local\n");

    var settings = unset(Map.of("HOME", user.toString()));

    assertThat(settings.endpoint().toString()).isEqualTo("127.0.0.1:8641");
    assertThat(settings.token()).isEqualTo("local");
    assertThat(settings.project()).isEmpty();
  }

  @Test
  void withoutATokenTheErrorSaysWhereItWasLookedFor(@TempDir Path nobody) {
    assertThatThrownBy(() -> unset(Map.of("SLIPWAY_HOME", nobody.toString())))
        .isInstanceOfSatisfying(
            Failure.class,
            failure -> {
              var diagnostic = failure.diagnostics().getFirst();
              assertThat(diagnostic.path()).hasToString("token");
              assertThat(diagnostic.detail())
                  .contains("SLIPWAY_TOKEN", nobody.resolve("operator.token").toString());
            });
  }

  @Test
  void theTokenIsNeverPrinted() {
    assertThat(unset(Map.of("SLIPWAY_TOKEN", "hush")).toString()).doesNotContain("hush");
  }

  static Stream<Arguments> addresses() {
    return Stream.of(
        arguments("127.0.0.1:8641", false, new Endpoint("127.0.0.1", 8641, false)),
        arguments("http://localhost:8641", false, new Endpoint("localhost", 8641, false)),
        arguments("https://localhost:8641", false, new Endpoint("localhost", 8641, true)),
        arguments("127.0.0.1:8641", true, new Endpoint("127.0.0.1", 8641, true)),
        arguments("slipway.example.org:443", false, new Endpoint("slipway.example.org", 443, true)),
        arguments("[::1]:8641", false, new Endpoint("[::1]", 8641, false)));
  }

  @ParameterizedTest
  @MethodSource("addresses")
  void anAddressSaysWhetherItNeedsTls(String text, boolean withCertificate, Endpoint endpoint) {
    assertThat(Endpoint.parse(text, withCertificate)).isEqualTo(endpoint);
  }

  static Stream<Arguments> noAddresses() {
    return Stream.of(
        arguments("localhost", "host:port"),
        arguments("", "host:port"),
        arguments("a b:1", "host:port"),
        arguments("ftp://localhost:1", "host:port"),
        arguments("http://slipway.example.org:80", "TLS"));
  }

  @ParameterizedTest
  @MethodSource("noAddresses")
  void whatIsNoAddressIsRefused(String text, String why) {
    assertThatThrownBy(() -> Endpoint.parse(text, false))
        .isInstanceOfSatisfying(
            Failure.class,
            failure -> assertThat(failure.diagnostics().getFirst().detail()).contains(why));
  }

  private static Settings unset(Map<String, String> environment) {
    return Settings.of(UNSET, UNSET, UNSET, UNSET, UNSET, environment);
  }
}
