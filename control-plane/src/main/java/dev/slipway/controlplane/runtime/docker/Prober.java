package dev.slipway.controlplane.runtime.docker;

import dev.slipway.controlplane.app.Probe;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Probes one container until it is closed, and says so whenever its verdict changes. A thread of
 * its own per probe.
 */
final class Prober implements AutoCloseable {
  /** What applies where the owner gave no readiness probe: the port accepts connections. */
  private static final Duration CONNECT_PERIOD = Duration.ofSeconds(1);

  /** Until the first success tries come at least this often, so that nobody waits for a period. */
  private static final Duration EAGER = Duration.ofSeconds(1);

  /** A proxy in front of a closed port accepts and hangs up; a server waits for the request. */
  private static final Duration HANG_UP = Duration.ofMillis(100);

  private static final String LOOPBACK = "127.0.0.1";

  private final Thread thread;

  private Prober(Thread thread) {
    this.thread = thread;
  }

  /** How one try went: empty is success. */
  private interface Try {
    String result() throws InterruptedException;
  }

  /**
   * Starts the probes that a container asks for by its labels: liveness if it wants one, readiness
   * in any case, where nothing else is asked for by connecting to its port.
   */
  static List<Prober> of(
      Container container,
      HttpClient http,
      Consumer<Verdict> readinessListener,
      Consumer<Verdict> livenessListener) {
    var probers = new ArrayList<Prober>();
    var startedAt = Objects.requireNonNullElse(container.startedAt(), container.created());
    var readiness = ProbeText.read(container.labels().get(Labels.READINESS));
    var port = container.published(readiness == null ? container.port() : readiness.port());
    if (port != null) {
      var probe = readiness == null ? connecting(container.port()) : readiness;
      Try attempt =
          readiness == null
              ? () -> connect(port, container.port())
              : () -> get(http, readiness, port);
      probers.add(start("readiness", probe, attempt, startedAt, true, readinessListener));
    }
    var liveness = ProbeText.read(container.labels().get(Labels.LIVENESS));
    var livenessPort = liveness == null ? null : container.published(liveness.port());
    if (liveness != null && livenessPort != null) {
      Try attempt = () -> get(http, liveness, livenessPort);
      probers.add(start("liveness", liveness, attempt, startedAt, false, livenessListener));
    }
    return probers;
  }

  private static Probe connecting(int port) {
    return new Probe("/", port, Duration.ZERO, CONNECT_PERIOD, CONNECT_PERIOD, 3, 1);
  }

  private static Prober start(
      String what,
      Probe probe,
      Try attempt,
      Instant startedAt,
      boolean eager,
      Consumer<Verdict> listener) {
    return new Prober(
        Thread.ofVirtual()
            .name(what + " of port " + probe.port())
            .start(() -> {
              try {
                run(probe, attempt, startedAt, eager, listener);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            }));
  }

  private static void run(
      Probe probe, Try attempt, Instant startedAt, boolean eager, Consumer<Verdict> listener)
      throws InterruptedException {
    sleep(Duration.between(Instant.now(), startedAt.plus(probe.initialDelay())));
    Verdict verdict = null;
    int successes = 0;
    int failures = 0;
    while (true) {
      var began = System.nanoTime();
      var result = attempt.result();
      if (result.isEmpty()) {
        successes++;
        failures = 0;
      } else {
        failures++;
        successes = 0;
      }
      var next = verdict;
      if (successes >= probe.successThreshold()) {
        next = new Verdict(true, "");
      } else if (failures >= probe.failureThreshold()) {
        next = new Verdict(false, result);
      }
      if (next != null && !next.equals(verdict)) {
        verdict = next;
        listener.accept(verdict);
      }
      var waiting = eager && (verdict == null || !verdict.healthy());
      var period = waiting && probe.period().compareTo(EAGER) > 0 ? EAGER : probe.period();
      sleep(period.minusNanos(System.nanoTime() - began));
    }
  }

  private static void sleep(Duration duration) throws InterruptedException {
    if (duration.isPositive()) {
      Thread.sleep(duration);
    } else if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  private static String get(HttpClient http, Probe probe, int port) throws InterruptedException {
    var name = "probe GET :%d%s ".formatted(probe.port(), probe.path());
    try {
      var request =
          HttpRequest.newBuilder(URI.create("http://" + LOOPBACK + ":" + port + probe.path()))
              .timeout(probe.timeout())
              .header("User-Agent", "slipway-probe")
              .build();
      var status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      return status == 200 ? "" : name + "answers " + status;
    } catch (HttpTimeoutException e) {
      return name + "gets no answer within " + readable(probe.timeout());
    } catch (IOException e) {
      return name + "gets no answer: the connection is refused or closed";
    } catch (IllegalArgumentException e) {
      return name + "is no valid address: " + e.getMessage();
    }
  }

  private static String connect(int port, int portInside) {
    try (var socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
          (int) CONNECT_PERIOD.toMillis());
      socket.setSoTimeout((int) HANG_UP.toMillis());
      return staysOpen(socket) ? "" : nothingListens(portInside);
    } catch (IOException e) {
      return nothingListens(portInside);
    }
  }

  private static boolean staysOpen(Socket socket) throws IOException {
    try {
      return socket.getInputStream().read() >= 0;
    } catch (SocketTimeoutException e) {
      return true;
    }
  }

  private static String nothingListens(int portInside) {
    return "check finds that nothing listens on port " + portInside;
  }

  private static String readable(Duration duration) {
    return duration.toMillis() % 1000 == 0
        ? duration.toSeconds() + " s"
        : duration.toMillis() + " ms";
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
