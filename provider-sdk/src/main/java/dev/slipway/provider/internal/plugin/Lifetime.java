package dev.slipway.provider.internal.plugin;

import io.grpc.Attributes;
import io.grpc.ServerTransportFilter;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Decides when the process ends: after Shutdown, or, where a host started it, once that host is
 * gone. Connections count from a completed TLS handshake on, so a stranger's attempt ends nothing.
 */
final class Lifetime extends ServerTransportFilter {
  /** How long a host waits for the handshake line; nobody connects after that. */
  private static final Duration FIRST_CONNECTION = Duration.ofSeconds(60);

  private final boolean endsWithHost;
  private final CountDownLatch firstConnection = new CountDownLatch(1);
  private final CountDownLatch end = new CountDownLatch(1);
  private int connections;

  private Lifetime(boolean endsWithHost) {
    this.endsWithHost = endsWithHost;
  }

  /** Of a process that one host started for itself. */
  static Lifetime ofHostedProcess() {
    return new Lifetime(true);
  }

  /** Of a process that a person started and that serves many commands. */
  static Lifetime ofDebuggedProcess() {
    return new Lifetime(false);
  }

  /** Lets the process end. Safe to repeat. */
  void end() {
    end.countDown();
  }

  /** Returns when the process should end. */
  void await() throws InterruptedException {
    if (endsWithHost
        && !firstConnection.await(FIRST_CONNECTION.toMillis(), TimeUnit.MILLISECONDS)) {
      return;
    }
    end.await();
  }

  @Override
  public synchronized Attributes transportReady(Attributes attributes) {
    connections++;
    firstConnection.countDown();
    return attributes;
  }

  @Override
  public synchronized void transportTerminated(Attributes attributes) {
    connections--;
    if (endsWithHost && connections == 0) {
      end();
    }
  }
}
