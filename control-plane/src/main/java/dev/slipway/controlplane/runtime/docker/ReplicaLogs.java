package dev.slipway.controlplane.runtime.docker;

import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Frame;
import dev.slipway.controlplane.runtime.LogLine;
import dev.slipway.controlplane.runtime.LogQuery;
import dev.slipway.controlplane.runtime.RuntimeUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads what an app's replicas wrote, over as many runs as there are while it follows. */
final class ReplicaLogs {
  /** How often new runs are looked for while following. */
  private static final Duration LOOK = Duration.ofMillis(500);

  private static final int ALL = -1;

  private final EngineClient client;
  private final Supplier<List<Container>> containers;

  /**
   * @param containers lists the app's containers anew
   */
  ReplicaLogs(EngineClient client, Supplier<List<Container>> containers) {
    this.client = client;
    this.containers = containers;
  }

  void read(LogQuery query, Consumer<LogLine> sink) throws InterruptedException {
    if (query.follow()) {
      follow(query, sink);
      return;
    }
    var lines = new ArrayList<LogLine>();
    for (var container : chosen(query)) {
      try (var reader = new Reader(container, lines::add)) {
        reader.open(query.tail(), false, null);
        reader.awaitEnd();
        reader.failIfBroken();
      }
    }
    // Stable: lines of one replica keep their order within a second.
    lines.sort(Comparator.comparing(LogLine::time));
    lines.forEach(sink);
  }

  /** Of each replica that is asked for, its current run, or the one before. */
  private List<Container> chosen(LogQuery query) {
    var byReplica =
        containers.get().stream()
            .filter(c -> query.replica().isEmpty() || query.replica().equals(c.replica()))
            .collect(Collectors.groupingBy(Container::replica));
    return byReplica.values().stream()
        .map(Runs::of)
        .flatMap(runs -> (query.previous() ? runs.previous() : runs.current()).stream())
        .toList();
  }

  private void follow(LogQuery query, Consumer<LogLine> sink) throws InterruptedException {
    var lines = new LinkedBlockingQueue<LogLine>();
    Map<String, Reader> readers = new HashMap<>();
    var tail = query.tail();
    try {
      while (true) {
        var now = look(query);
        if (now != null) {
          for (var container : now) {
            var reader = readers.get(container.id());
            if (reader == null) {
              var fresh = new Reader(container, lines::add);
              fresh.open(tail, true, null);
              readers.put(container.id(), fresh);
            } else if (reader.hasEnded() && reader.isBehind(container)) {
              // The engine hung up, or the same container runs again.
              reader.reopen(container);
            }
          }
          // What appears later is read from its beginning.
          tail = ALL;
          var present =
              now.stream().map(Container::id).collect(Collectors.toCollection(HashSet::new));
          readers
              .entrySet()
              .removeIf(e -> !present.contains(e.getKey()) && e.getValue().hasEnded());
        }
        var until = System.nanoTime() + LOOK.toNanos();
        for (var left = LOOK.toNanos(); left > 0; left = until - System.nanoTime()) {
          var line = lines.poll(left, TimeUnit.NANOSECONDS);
          if (line != null) {
            sink.accept(line);
          }
        }
      }
    } finally {
      readers.values().forEach(Reader::close);
    }
  }

  /** Null while the engine is silent: following outlasts that. */
  private @Nullable List<Container> look(LogQuery query) {
    try {
      return chosen(query);
    } catch (RuntimeUnavailableException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw e;
      }
      return null;
    }
  }

  /** Reads one container's output and remembers how far it has come. */
  private final class Reader implements AutoCloseable {
    private final Consumer<LogLine> sink;
    private Container container;
    private @Nullable EngineStream<Frame> stream;
    private volatile Instant lastSecond = Instant.EPOCH;
    private volatile int linesInLastSecond;

    Reader(Container container, Consumer<LogLine> sink) {
      this.container = container;
      this.sink = sink;
    }

    void open(int tail, boolean follow, @Nullable Instant since) {
      var skip = since == null ? 0 : linesInLastSecond;
      var lines =
          new LogLines(
              container.replica(),
              new Consumer<>() {
                private int left = skip;

                @Override
                public void accept(LogLine line) {
                  if (left > 0 && since != null && second(line.time()).equals(since)) {
                    left--;
                    return;
                  }
                  count(line);
                  sink.accept(line);
                }
              });
      var fresh =
          new EngineStream<Frame>() {
            @Override
            public void onNext(Frame frame) {
              lines.take(frame);
            }

            @Override
            void onEnd() {
              lines.end();
            }
          };
      stream = fresh;
      client.logs(container.id(), tail, follow, since, fresh);
    }

    void awaitEnd() throws InterruptedException {
      if (stream != null) {
        stream.awaitEnd();
      }
    }

    /** A container that has gone meanwhile has no log any more; that is no failure. */
    void failIfBroken() {
      var error = stream == null ? null : stream.error();
      if (error != null && !(error instanceof NotFoundException)) {
        throw new RuntimeUnavailableException(
            "the log of replica %s broke off: %s"
                .formatted(container.replica(), EngineClient.plain(error.getMessage())),
            error);
      }
    }

    private void count(LogLine line) {
      var second = second(line.time());
      linesInLastSecond = second.equals(lastSecond) ? linesInLastSecond + 1 : 1;
      lastSecond = second;
    }

    private static Instant second(Instant time) {
      return Instant.ofEpochSecond(time.getEpochSecond());
    }

    boolean hasEnded() {
      return stream == null || stream.hasEnded();
    }

    boolean isBehind(Container now) {
      return now.running() || !now.equals(container);
    }

    void reopen(Container now) {
      close();
      container = now;
      open(ALL, true, lastSecond);
    }

    @Override
    public void close() {
      if (stream != null) {
        stream.close();
      }
    }
  }
}
