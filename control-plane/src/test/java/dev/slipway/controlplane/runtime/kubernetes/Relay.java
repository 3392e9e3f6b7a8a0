package dev.slipway.controlplane.runtime.kubernetes;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Passes connections on to a server, and can cut them all. */
final class Relay implements AutoCloseable {
  private final ServerSocket door;
  private final URI server;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

  private Relay(URI server) throws IOException {
    this.server = server;
    this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::welcome);
  }

  static Relay to(String address) throws IOException {
    return new Relay(URI.create(address));
  }

  String address() {
    return "%s://127.0.0.1:%d".formatted(server.getScheme(), door.getLocalPort());
  }

  private void welcome() {
    while (!door.isClosed()) {
      try {
        var here = door.accept();
        var there = new Socket(server.getHost(), server.getPort());
        sockets.add(here);
        sockets.add(there);
        Thread.ofVirtual().start(() -> pass(here, there));
        Thread.ofVirtual().start(() -> pass(there, here));
      } catch (IOException e) {
        // The door was closed, or the server is away: whoever came finds out.
      }
    }
  }

  private void pass(Socket from, Socket to) {
    try (from;
        to) {
      var _ = from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // It was cut, which is what the relay is for.
    } finally {
      sockets.remove(from);
      sockets.remove(to);
    }
  }

  /** Ends every connection that there is. */
  void cut() throws IOException {
    for (var socket : sockets) {
      socket.close();
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
    cut();
  }
}
