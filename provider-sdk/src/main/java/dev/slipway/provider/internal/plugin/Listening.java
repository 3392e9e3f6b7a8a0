package dev.slipway.provider.internal.plugin;

import dev.slipway.provider.internal.log.LogSink;
import dev.slipway.provider.log.Level;
import io.grpc.HandlerRegistry;
import java.io.IOException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Chooses where to listen: where the host says; otherwise a Unix socket, or TCP where there is
 * none.
 *
 * @param tls the credentials, or null for plaintext
 */
record Listening(
    HostEnvironment host,
    HandlerRegistry services,
    @Nullable Future<MutualTls> tls,
    Lifetime lifetime) {

  /**
   * Listens.
   *
   * @throws StartFailure nothing that the host allows can be listened at
   */
  PluginServer start() {
    if (host.tcp()) {
      return onPort();
    }
    if (host.socketDirectory() != null) {
      try {
        return at(UnixSocket.in(host.socketDirectory(), host.socketGroup()));
      } catch (IOException e) {
        throw new StartFailure(
            "cannot listen in PLUGIN_UNIX_SOCKET_DIR " + host.socketDirectory() + ": " + cause(e),
            e);
      }
    }
    try {
      return at(UnixSocket.inPrivateDirectory());
    } catch (IOException | RuntimeException e) {
      // Old systems have no such sockets, and a long path to the temporary folder has no room.
      LogSink.current().write(LogSink.SDK, Level.WARN, "No Unix socket here, serving over TCP", e);
      return onPort();
    }
  }

  private PluginServer onPort() {
    for (int port = host.minPort(); port <= host.maxPort(); port++) {
      try {
        return at(new LoopbackPort(port));
      } catch (IOException e) {
        LogSink.current().write(LogSink.SDK, Level.TRACE, "A port is taken", null, "port", port);
      }
    }
    throw new StartFailure(
        "no free port on 127.0.0.1 from "
            + host.minPort()
            + " to "
            + host.maxPort()
            + "; widen PLUGIN_MIN_PORT and PLUGIN_MAX_PORT");
  }

  private PluginServer at(Endpoint endpoint) throws IOException {
    return PluginServer.listen(endpoint, services, tls, lifetime);
  }

  private static String cause(IOException e) {
    return String.valueOf(e.getCause() == null ? e.getMessage() : e.getCause().getMessage());
  }
}
