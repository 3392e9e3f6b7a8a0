package dev.slipway.controlplane.gateway;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;

/** Clients that ask one app over and over, and count what they get. */
final class Load implements AutoCloseable {
  private final List<Thread> clients = new ArrayList<>();
  private final Map<String, LongAdder> answers = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
  private volatile boolean over;

  static Load start(int clients, int port, String host) {
    var load = new Load();
    for (int i = 0; i < clients; i++) {
      load.clients.add(Thread.ofVirtual().start(() -> load.ask(port, host)));
    }
    return load;
  }

  private void ask(int port, String host) {
    while (!over) {
      try {
        var answer = Http.get(port, host, "/");
        if (answer.status() == 200) {
          answers.computeIfAbsent(answer.body(), _ -> new LongAdder()).increment();
        } else {
          failures.add(answer.status() + " " + answer.body());
        }
      } catch (IOException e) {
        failures.add(e.toString());
      }
    }
  }

  /** Answers with status 200 so far. */
  long answered() {
    return answers.values().stream().mapToLong(LongAdder::sum).sum();
  }

  /** Likewise, from the replica of this name. */
  long answeredBy(String replica) {
    return answers.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(replica + " "))
        .mapToLong(entry -> entry.getValue().sum())
        .sum();
  }

  /** Every request that did not get 200, with what it got. */
  List<String> failures() {
    return List.copyOf(failures);
  }

  /** Asks no more; returns when the last answer is in. */
  void end() throws InterruptedException {
    over = true;
    for (var client : clients) {
      client.join();
    }
  }

  @Override
  public void close() {
    over = true;
  }
}
