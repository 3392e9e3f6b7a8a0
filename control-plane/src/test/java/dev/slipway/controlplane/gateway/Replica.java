package dev.slipway.controlplane.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.slipway.controlplane.app.Endpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** A small app on a free port that answers with its name; {@code /held} answers once released. */
final class Replica implements AutoCloseable {
  private final String name;
  private final HttpServer server;
  private final Semaphore released = new Semaphore(0);
  private final AtomicInteger inFlight = new AtomicInteger();

  private Replica(String name, HttpServer server) {
    this.name = name;
    this.server = server;
  }

  static Replica start(String name) {
    try {
      var server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
      var replica = new Replica(name, server);
      server.createContext("/", replica::answer);
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.start();
      return replica;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    inFlight.incrementAndGet();
    try (exchange) {
      if (exchange.getRequestURI().getPath().equals("/held")) {
        released.acquireUninterruptibly();
      }
      var host = exchange.getRequestHeaders().getFirst("host");
      var body = (name + " for " + host).getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    } finally {
      inFlight.decrementAndGet();
    }
  }

  Endpoint endpoint() {
    return new Endpoint(name, "127.0.0.1", server.getAddress().getPort());
  }

  int inFlight() {
    return inFlight.get();
  }

  void release() {
    released.release(1_000);
  }

  /** Ends at once; requests in flight fail. */
  @Override
  public void close() {
    server.stop(0);
  }
}
