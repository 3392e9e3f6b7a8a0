package dev.slipway.controlplane.gateway;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Requests with any host name, to a port of this machine; each on a connection of its own. */
final class Http {
  private static final int PATIENCE_MILLIS = 30_000;

  /**
   * What came back.
   *
   * @param head status line and headers, in lower case
   */
  record Answer(int status, String head, String body) {}

  private Http() {}

  static Answer get(int port, String host, String path) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      var request =
          "GET %s HTTP/1.1\r\nhost: %s\r\nconnection: close\r\n\r\n".formatted(path, host);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      var text = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      var end = text.indexOf("\r\n\r\n");
      if (end < 0) {
        throw new IOException("connection closed before an answer: " + text);
      }
      return new Answer(
          Integer.parseInt(text.substring(9, 12)),
          text.substring(0, end).toLowerCase(java.util.Locale.ROOT),
          text.substring(end + 4));
    }
  }
}
