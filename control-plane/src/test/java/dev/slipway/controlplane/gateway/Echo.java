package dev.slipway.controlplane.gateway;

import dev.slipway.controlplane.app.Endpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Scanner;

/** A small app that speaks another protocol once asked to, and then says back what it hears. */
final class Echo implements AutoCloseable {
  private final ServerSocket server;

  private Echo(ServerSocket server) {
    this.server = server;
  }

  static Echo start() throws IOException {
    var echo = new Echo(new ServerSocket(0, 16, InetAddress.getLoopbackAddress()));
    Thread.ofVirtual().start(echo::accept);
    return echo;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        var socket = server.accept();
        Thread.ofVirtual().start(() -> talk(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private static void talk(Socket socket) {
    try (socket;
        var heard = new Scanner(socket.getInputStream(), StandardCharsets.UTF_8)) {
      while (!heard.nextLine().isEmpty()) {}
      say(
          socket,
          "HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n");
      while (heard.hasNextLine()) {
        say(socket, heard.nextLine() + "\n");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void say(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
  }

  Endpoint endpoint() {
    return new Endpoint("echo", "127.0.0.1", server.getLocalPort());
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
