package dev.slipway.controlplane;

import dev.slipway.controlplane.vocabulary.Address;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/** The settings of one control plane, checked, with defaults filled in. */
final class Settings {
  private final Map<Setting, String> values;

  private Settings(Map<Setting, String> values) {
    this.values = values;
  }

  /**
   * Reads the environment.
   *
   * @throws IllegalArgumentException a value is wrong; the message names its variable
   */
  static Settings of(Map<String, String> environment) {
    var values = new EnumMap<Setting, String>(Setting.class);
    for (var setting : Setting.values()) {
      values.put(setting, value(setting, environment));
    }
    var home = values.getOrDefault(Setting.HOME, "");
    values.put(Setting.HOME, Path.of(expanded(home, environment)).toAbsolutePath().toString());
    values.computeIfPresent(
        Setting.RUNTIME_SOCKET,
        (_, socket) ->
            socket.isEmpty() ? environment.getOrDefault("DOCKER_HOST", "").strip() : socket);
    var settings = new Settings(values);
    settings.checkTogether();
    return settings;
  }

  private static String value(Setting setting, Map<String, String> environment) {
    var value = environment.getOrDefault(setting.variable(), "").strip();
    if (value.isEmpty()) {
      return setting.byDefault();
    }
    try {
      setting.check(value);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("%s: %s".formatted(setting.variable(), e.getMessage()), e);
    }
    return value;
  }

  private static String expanded(String path, Map<String, String> environment) {
    return path.startsWith("~/")
        ? environment.getOrDefault("HOME", System.getProperty("user.home")) + path.substring(1)
        : path;
  }

  private void checkTogether() {
    boolean certificate = !get(Setting.TLS_CERTIFICATE).isEmpty();
    if (certificate != !get(Setting.TLS_KEY).isEmpty()) {
      throw new IllegalArgumentException(
          "%s: give the certificate and its key, or neither"
              .formatted((certificate ? Setting.TLS_KEY : Setting.TLS_CERTIFICATE).variable()));
    }
    if (!certificate && !Address.of(get(Setting.GRPC_ADDRESS)).isLoopback()) {
      throw new IllegalArgumentException(
          "%s: \"%s\" can be reached from other machines, and the API carries tokens; set %s and %s, or listen on 127.0.0.1"
              .formatted(
                  Setting.GRPC_ADDRESS.variable(),
                  get(Setting.GRPC_ADDRESS),
                  Setting.TLS_CERTIFICATE.variable(),
                  Setting.TLS_KEY.variable()));
    }
  }

  String get(Setting setting) {
    return values.getOrDefault(setting, "");
  }

  /** As Spring and the features read them. */
  Map<String, Object> properties() {
    var properties = new HashMap<String, Object>();
    values.forEach((setting, value) -> properties.put(setting.property(), value));
    properties.put("slipway.version", version());
    var http = Address.of(get(Setting.HTTP_ADDRESS));
    properties.put("server.address", http.host());
    properties.put("server.port", http.port());
    var grpc = Address.of(get(Setting.GRPC_ADDRESS));
    properties.put("spring.grpc.server.address", grpc.host());
    properties.put("spring.grpc.server.port", grpc.port());
    properties.put("logging.level.dev.slipway", get(Setting.LOG_LEVEL));
    if (!get(Setting.TLS_CERTIFICATE).isEmpty()) {
      properties.put("spring.grpc.server.ssl.bundle", "api");
      var keystore = "spring.ssl.bundle.pem.api.keystore.";
      properties.put(keystore + "certificate", "file:" + get(Setting.TLS_CERTIFICATE));
      properties.put(keystore + "private-key", "file:" + get(Setting.TLS_KEY));
    }
    return properties;
  }

  /** As the build stamped it on the archive; classes outside an archive have none. */
  private static String version() {
    var version = Settings.class.getPackage().getImplementationVersion();
    return version == null ? "unpackaged" : version;
  }

  /** What {@code --help} prints. */
  static String help() {
    var text =
        new StringBuilder(
            """
            Slipway's control plane: takes in apps over gRPC, runs them on this machine's container
            engine and serves them through its gateway. It runs in the foreground.

            Usage: slipway-control-plane [--help]

            Settings come from the environment:

            """);
    for (var setting : Setting.values()) {
      text.append(
          "  %-25s %s%n%28s%s%n"
              .formatted(
                  setting.variable(),
                  setting.meaning(),
                  "",
                  setting.byDefault().isEmpty()
                      ? "Default: empty"
                      : "Default: " + setting.byDefault()));
    }
    return text.toString();
  }
}
