package dev.slipway.ai.client;

import dev.slipway.provider.diag.Failure;
import dev.slipway.provider.value.Path;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import java.util.Optional;

/**
 * Where the control plane is and who asks: from the provider block, else the environment, else what
 * a local control plane has left in its home.
 *
 * @param project empty for the token's default project
 * @param region for apps that name none; empty for the control plane's default
 * @param caCertificate PEM, or empty for the Java runtime's own authorities
 */
public record Settings(
    Endpoint endpoint,
    String token,
    String project,
    Optional<String> region,
    Optional<String> caCertificate,
    String user) {

  static final String DEFAULT_ENDPOINT = "127.0.0.1:8641";

  /** Never with the token. */
  @Override
  public String toString() {
    return "Settings[endpoint=%s, project=%s, region=%s]".formatted(endpoint, project, region);
  }

  /**
   * Puts the settings together.
   *
   * @throws Failure no token anywhere, or an address that is none
   */
  public static Settings of(
      Optional<String> endpoint,
      Optional<String> token,
      Optional<String> project,
      Optional<String> region,
      Optional<String> caCertificate,
      Map<String, String> environment) {
    var address = endpoint.or(() -> set(environment, "SLIPWAY_ENDPOINT")).orElse(DEFAULT_ENDPOINT);
    return new Settings(
        Endpoint.parse(address, caCertificate.isPresent()),
        token
            .or(() -> set(environment, "SLIPWAY_TOKEN"))
            .map(String::strip)
            .orElseGet(() -> operatorToken(environment)),
        project.or(() -> set(environment, "SLIPWAY_PROJECT")).orElse(""),
        region,
        caCertificate,
        environment.getOrDefault("USER", ""));
  }

  private static String operatorToken(Map<String, String> environment) {
    var home =
        set(environment, "SLIPWAY_HOME")
            .map(java.nio.file.Path::of)
            .orElseGet(
                () -> java.nio.file.Path.of(environment.getOrDefault("HOME", "."), ".slipway"));
    var file = home.resolve("operator.token");
    try {
      return Files.readString(file).strip();
    } catch (NoSuchFileException e) {
      throw new Failure(
              Path.of("token"),
              "No token for the control plane",
              ("Set SLIPWAY_TOKEN, or token in the provider block. On the control plane's own"
                      + " machine the token is read from operator.token in its home, but %s does"
                      + " not exist: start the control plane once (./quickstart does), or set"
                      + " SLIPWAY_HOME to its home.")
                  .formatted(file))
          .causedBy(e);
    } catch (IOException e) {
      throw new Failure(
              Path.of("token"),
              "The operator token cannot be read",
              "%s: %s. Run as the user who owns the control plane, or set SLIPWAY_TOKEN."
                  .formatted(file, e.getMessage()))
          .causedBy(e);
    }
  }

  private static Optional<String> set(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }
}
