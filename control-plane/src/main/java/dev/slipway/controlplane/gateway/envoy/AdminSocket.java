package dev.slipway.controlplane.gateway.envoy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Envoy's admin interface on a unix socket, which the JDK's HTTP client does not speak. */
record AdminSocket(Path path) {
  /** What Linux allows for a socket's path, without the closing zero. */
  static final int LONGEST_PATH = 107;

  /**
   * A GET.
   *
   * @param what path and query, such as {@code /server_info}
   * @return status line, headers and body as they came
   * @throws IOException nobody answers in this time
   */
  String get(String what, Duration patience) throws IOException, InterruptedException {
    // A channel's read has no time limit of its own, but an interrupt closes the channel.
    var exchange = new FutureTask<>(() -> exchange(what));
    var thread = Thread.ofVirtual().name("envoy-admin").start(exchange);
    try {
      return exchange.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw new IOException("%s: %s".formatted(path, e.getCause()), e);
    } catch (TimeoutException e) {
      throw new IOException("%s: no answer in %s".formatted(path, patience), e);
    } finally {
      thread.interrupt();
    }
  }

  private String exchange(String what) throws IOException {
    try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
      var request = "GET %s HTTP/1.1\r\nhost: envoy\r\nconnection: close\r\n\r\n".formatted(what);
      channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
      var answer = new ByteArrayOutputStream();
      Channels.newInputStream(channel).transferTo(answer);
      return answer.toString(StandardCharsets.UTF_8);
    }
  }
}
