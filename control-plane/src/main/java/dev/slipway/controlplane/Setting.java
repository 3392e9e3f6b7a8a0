package dev.slipway.controlplane;

import dev.slipway.controlplane.database.DatabaseUrl;
import dev.slipway.controlplane.vocabulary.Address;
import java.nio.file.Files;
import java.nio.file.Path;

/** What can be set by environment variables, each with its default and its meaning. */
enum Setting {
  HOME(
      "SLIPWAY_HOME",
      "slipway.home",
      "~/.slipway",
      "Folder for the data, the operator's token and the master key.",
      Form.PATH),
  GRPC_ADDRESS(
      "SLIPWAY_GRPC_ADDRESS",
      "slipway.grpc.address",
      "127.0.0.1:8641",
      "Where the control API listens. Anything but loopback needs a TLS certificate.",
      Form.ADDRESS),
  TLS_CERTIFICATE(
      "SLIPWAY_TLS_CERTIFICATE",
      "slipway.tls.certificate",
      "",
      "PEM file with the control API's certificate chain.",
      Form.FILE),
  TLS_KEY(
      "SLIPWAY_TLS_KEY",
      "slipway.tls.key",
      "",
      "PEM file with the certificate's private key.",
      Form.FILE),
  HTTP_ADDRESS(
      "SLIPWAY_HTTP_ADDRESS",
      "slipway.http.address",
      "127.0.0.1:8640",
      "Where /actuator/health and /actuator/prometheus listen. Loopback only.",
      Form.LOOPBACK),
  DATABASE_URL(
      "SLIPWAY_DATABASE_URL",
      "slipway.database.url",
      "",
      "postgresql://user:password@host:port/name, or sqlite:<file>. Empty: slipway.db in the home.",
      Form.DATABASE),
  MASTER_KEY(
      "SLIPWAY_MASTER_KEY",
      "slipway.master.key",
      "",
      "32 bytes as base64 that encrypt secrets at rest. Empty: master.key in the home.",
      Form.TEXT),
  CATALOG(
      "SLIPWAY_CATALOG",
      "slipway.catalog",
      "",
      "YAML file with regions, flavors and prices. Empty: the built-in one.",
      Form.FILE),
  RUNTIME_SOCKET(
      "SLIPWAY_RUNTIME_SOCKET",
      "slipway.runtime.socket",
      "",
      "The container engine, such as unix:///run/docker.sock. Empty: DOCKER_HOST, else the first"
          + " Docker or Podman socket that answers.",
      Form.ENGINE),
  DOCKER_DRAIN(
      "SLIPWAY_DOCKER_DRAIN",
      "slipway.docker.drain",
      "5s",
      "From the moment a replica gets no new requests until it is told to stop.",
      Form.DURATION),
  DOCKER_INSECURE_REGISTRIES(
      "SLIPWAY_DOCKER_INSECURE_REGISTRIES",
      "slipway.docker.insecure-registries",
      "",
      "Registries that speak plain HTTP, as host:port,… Those on loopback always may.",
      Form.TEXT),
  DOCKER_CDI_SPEC_DIRS(
      "SLIPWAY_DOCKER_CDI_SPEC_DIRS",
      "slipway.docker.cdi-spec-dirs",
      "/etc/cdi,/var/run/cdi",
      "Folders that list this machine's GPUs as CDI devices.",
      Form.TEXT),
  GATEWAY_ADDRESS(
      "SLIPWAY_GATEWAY_ADDRESS",
      "slipway.gateway.address",
      "127.0.0.1:8642",
      "Where apps are reached, as <id>.<region>.localhost. Loopback only.",
      Form.LOOPBACK),
  GATEWAY(
      "SLIPWAY_GATEWAY",
      "slipway.gateway.mode",
      "managed",
      "managed: Envoy is started, adopted and kept running. external: another Envoy connects to"
          + " SLIPWAY_XDS_ADDRESS. off: apps cannot be reached.",
      Form.GATEWAY),
  XDS_ADDRESS(
      "SLIPWAY_XDS_ADDRESS",
      "slipway.xds.address",
      "127.0.0.1:8643",
      "Where the gateway fetches its configuration. Loopback only.",
      Form.LOOPBACK),
  ENVOY(
      "SLIPWAY_ENVOY",
      "slipway.envoy",
      "",
      "The envoy program. Empty: the one on the path, else one below .tools.",
      Form.PROGRAM),
  RECONCILE_RESYNC(
      "SLIPWAY_RECONCILE_RESYNC",
      "slipway.reconcile.resync",
      "5m",
      "How often every app is looked at although nothing was heard of it.",
      Form.DURATION),
  LOG_LEVEL(
      "SLIPWAY_LOG_LEVEL",
      "slipway.log.level",
      "info",
      "error, warn, info, debug or trace, for Slipway's own messages.",
      Form.LEVEL);

  /** What a value must look like. */
  private enum Form {
    TEXT,
    PATH,
    FILE,
    PROGRAM,
    ADDRESS,
    LOOPBACK,
    DATABASE,
    ENGINE,
    GATEWAY,
    DURATION,
    LEVEL
  }

  private final String variable;
  private final String property;
  private final String byDefault;
  private final String meaning;
  private final Form form;

  Setting(String variable, String property, String byDefault, String meaning, Form form) {
    this.variable = variable;
    this.property = property;
    this.byDefault = byDefault;
    this.meaning = meaning;
    this.form = form;
  }

  String variable() {
    return variable;
  }

  /** The name under which features find it. */
  String property() {
    return property;
  }

  /** Empty: none. */
  String byDefault() {
    return byDefault;
  }

  String meaning() {
    return meaning;
  }

  /**
   * Checks a value that was set.
   *
   * @throws IllegalArgumentException what is wrong with it and what to write instead
   */
  void check(String value) {
    switch (form) {
      case TEXT -> {}
      case PATH -> {
        var _ = Path.of(value);
      }
      case FILE -> require(Files.isReadable(Path.of(value)), value, "is not a file to be read");
      case PROGRAM ->
          require(
              Files.isRegularFile(Path.of(value)) && Files.isExecutable(Path.of(value)),
              value,
              "is not a program that can be run");
      case ADDRESS -> {
        var _ = Address.of(value);
      }
      case LOOPBACK ->
          require(
              Address.of(value).isLoopback(),
              value,
              "can be reached from other machines, and nothing there is encrypted; choose 127.0.0.1");
      case DATABASE -> {
        var _ = DatabaseUrl.of(value);
      }
      case ENGINE ->
          require(
              value.matches("(unix|tcp|http|https)://.+"),
              value,
              "is not an address such as unix:///run/docker.sock");
      case GATEWAY ->
          require(value.matches("managed|external|off"), value, "is not managed, external or off");
      case DURATION ->
          require(
              value.matches("[1-9]\\d{0,5}(ms|s|m|h)"),
              value,
              "is not a length of time such as 30s or 5m");
      case LEVEL ->
          require(
              value.matches("error|warn|info|debug|trace"),
              value,
              "is not error, warn, info, debug or trace");
    }
  }

  private static void require(boolean fine, String value, String otherwise) {
    if (!fine) {
      throw new IllegalArgumentException("\"%s\" %s".formatted(value, otherwise));
    }
  }
}
