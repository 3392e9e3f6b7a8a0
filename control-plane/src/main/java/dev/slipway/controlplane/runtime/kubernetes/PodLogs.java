package dev.slipway.controlplane.runtime.kubernetes;

import dev.slipway.controlplane.runtime.LogLine;
import dev.slipway.controlplane.runtime.LogQuery;
import io.kubernetes.client.openapi.models.V1Pod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Reads what an app's replicas wrote, over as many runs as there are while it follows. Kubernetes
 * does not tell a replica's two streams apart: all lines count as standard output.
 */
final class PodLogs {
  /** How often new runs are looked for while following. */
  private static final Duration LOOK = Duration.ofMillis(500);

  private static final int ALL = -1;

  private final Api api;
  private final Supplier<List<V1Pod>> pods;

  /**
   * @param api with no limit to how long an answer may take
   * @param pods the app's pods as they are now
   */
  PodLogs(Api api, Supplier<List<V1Pod>> pods) {
    this.api = api;
    this.pods = pods;
  }

  void read(LogQuery query, Consumer<LogLine> sink) throws InterruptedException {
    if (query.follow()) {
      follow(query, sink);
      return;
    }
    var lines = new ArrayList<LogLine>();
    for (var run : chosen(query)) {
      if (!query.previous() || run.restarts() > 0) {
        new RunLog(api, run, lines::add).read(query.tail(), query.previous());
      }
    }
    // Stable: lines of one replica keep their order.
    lines.sort(Comparator.comparing(LogLine::time));
    lines.forEach(sink);
  }

  private List<RunLog.Run> chosen(LogQuery query) {
    return pods.get().stream()
        .flatMap(pod -> RunLog.Run.of(pod).stream())
        .filter(run -> query.replica().isEmpty() || query.replica().equals(run.pod()))
        .toList();
  }

  private void follow(LogQuery query, Consumer<LogLine> sink) throws InterruptedException {
    var lines = new LinkedBlockingQueue<LogLine>();
    Map<String, RunLog> readers = new HashMap<>();
    var tail = query.tail();
    try {
      while (true) {
        for (var run : chosen(query)) {
          var reader = readers.get(run.container());
          if (reader == null) {
            var fresh = new RunLog(api, run, lines::add);
            readers.put(run.container(), fresh);
            fresh.follow(tail);
          } else if (reader.hasEnded() && run.running()) {
            reader.goOn();
          }
        }
        // What appears later is read from its beginning.
        tail = ALL;
        var until = System.nanoTime() + LOOK.toNanos();
        for (var left = LOOK.toNanos(); left > 0; left = until - System.nanoTime()) {
          var line = lines.poll(left, TimeUnit.NANOSECONDS);
          if (line != null) {
            sink.accept(line);
          }
        }
      }
    } finally {
      readers.values().forEach(RunLog::close);
    }
  }
}
