package dev.slipway.provider.internal.plugin;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the host says in the environment it starts a plugin in. The list of protocol versions
 * ({@code PLUGIN_PROTOCOL_VERSIONS}) is not among it: this SDK speaks one, which is the answer
 * whether it is the highest shared or, sharing none, our lowest.
 *
 * @param isHost the magic cookie is there: Terraform started this process, not a person
 * @param clientCertificate the host's certificate as PEM, or null to serve in plaintext
 * @param minPort first TCP port to try
 * @param maxPort last TCP port to try
 * @param socketDirectory where the Unix socket must be, or null for a private folder of our own
 * @param socketGroup name or number of the group that may use the Unix socket, or null
 * @param asksForMultiplexing whether the line must say if connections are multiplexed
 * @param tcp TCP is wanted although Unix sockets exist
 */
record HostEnvironment(
    boolean isHost,
    @Nullable String clientCertificate,
    int minPort,
    int maxPort,
    @Nullable Path socketDirectory,
    @Nullable String socketGroup,
    boolean asksForMultiplexing,
    boolean tcp) {

  private static final String COOKIE =
      "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2";
  private static final int FIRST_PORT = 10_000;
  private static final int LAST_PORT = 25_000;

  /**
   * Reads the environment.
   *
   * @throws StartFailure a variable makes no sense
   */
  static HostEnvironment of(Map<String, String> environment) {
    String directory = environment.getOrDefault("PLUGIN_UNIX_SOCKET_DIR", "");
    String group = environment.getOrDefault("PLUGIN_UNIX_SOCKET_GROUP", "");
    String certificate = environment.getOrDefault("PLUGIN_CLIENT_CERT", "");
    int minPort = port(environment, "PLUGIN_MIN_PORT", FIRST_PORT);
    int maxPort = port(environment, "PLUGIN_MAX_PORT", LAST_PORT);
    if (minPort > maxPort) {
      throw new StartFailure(
          "PLUGIN_MIN_PORT (" + minPort + ") is above PLUGIN_MAX_PORT (" + maxPort + ")");
    }
    return new HostEnvironment(
        COOKIE.equals(environment.get("TF_PLUGIN_MAGIC_COOKIE")),
        certificate.isEmpty() ? null : certificate,
        minPort,
        maxPort,
        directory.isEmpty() ? null : Path.of(directory),
        group.isEmpty() ? null : group,
        !environment.getOrDefault("PLUGIN_MULTIPLEX_GRPC", "").isEmpty(),
        tcp(environment));
  }

  private static boolean tcp(Map<String, String> environment) {
    String transport = environment.getOrDefault("SLIPWAY_PROVIDER_TRANSPORT", "unix");
    return switch (transport) {
      case "unix" -> false;
      case "tcp" -> true;
      default ->
          throw new StartFailure(
              "SLIPWAY_PROVIDER_TRANSPORT is \"" + transport + "\"; set it to unix or tcp");
    };
  }

  private static int port(Map<String, String> environment, String variable, int otherwise) {
    String value = environment.getOrDefault(variable, "");
    if (value.isEmpty()) {
      return otherwise;
    }
    try {
      int port = Integer.parseInt(value);
      if (port >= 1 && port <= 65_535) {
        return port;
      }
    } catch (NumberFormatException e) {
      throw new StartFailure(notAPort(variable, value), e);
    }
    throw new StartFailure(notAPort(variable, value));
  }

  private static String notAPort(String variable, String value) {
    return variable + " is \"" + value + "\"; set it to a port from 1 to 65535";
  }
}
