package dev.slipway.controlplane.runtime.kubernetes;

import dev.slipway.controlplane.runtime.LogLine;
import dev.slipway.controlplane.runtime.RuntimeUnavailableException;
import io.kubernetes.client.openapi.Pair;
import io.kubernetes.client.openapi.models.V1ContainerStatus;
import io.kubernetes.client.openapi.models.V1Pod;
import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what one run of a container wrote, and remembers how far it has come. */
final class RunLog implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(RunLog.class);

  private static final int NO_SUCH_RUN = 400;

  private final Api api;
  private final Run run;
  private final Consumer<LogLine> sink;
  private volatile Instant last = Instant.EPOCH;
  private volatile boolean ended;
  private volatile boolean closed;
  private volatile @Nullable Response open;

  /** One run of a replica's container. */
  record Run(String namespace, String pod, String container, int restarts, boolean running) {
    static List<Run> of(V1Pod pod) {
      var status = pod.getStatus();
      List<V1ContainerStatus> containers =
          status == null || status.getContainerStatuses() == null
              ? List.of()
              : status.getContainerStatuses();
      return containers.stream()
          .filter(container -> container.getContainerID() != null)
          .map(container ->
              new Run(
                  Names.namespace(pod),
                  Names.of(pod),
                  container.getContainerID(),
                  container.getRestartCount(),
                  container.getState() != null && container.getState().getRunning() != null))
          .toList();
    }
  }

  RunLog(Api api, Run run, Consumer<LogLine> sink) {
    this.api = api;
    this.run = run;
    this.sink = sink;
  }

  /**
   * Reads what there is, once.
   *
   * @param tail last lines; negative: all
   * @param previous of the run before this one
   */
  void read(int tail, boolean previous) {
    var query = query(tail);
    if (previous) {
      query.add(new Pair("previous", "true"));
    }
    try {
      stream(query);
    } catch (ClusterException e) {
      // Gone meanwhile, or never begun: then there is nothing to read.
      if (e.status() != ClusterException.NOT_FOUND && e.status() != NO_SUCH_RUN) {
        throw new RuntimeUnavailableException(
            "the log of replica %s cannot be read: %s".formatted(run.pod(), e.getMessage()), e);
      }
    }
  }

  /** Reads in the background, until the run ends. */
  void follow(int tail) {
    var query = query(tail);
    query.add(new Pair("follow", "true"));
    start(query);
  }

  /** The connection broke off although the container runs: reads on from where it was. */
  void goOn() {
    var query = query(-1);
    query.add(new Pair("follow", "true"));
    if (last.isAfter(Instant.EPOCH)) {
      query.add(new Pair("sinceTime", last.toString()));
    }
    start(query);
  }

  private void start(List<Pair> query) {
    ended = false;
    Thread.ofVirtual()
        .name("log of " + run.pod())
        .start(() -> {
          try {
            stream(query);
          } catch (ClusterException | RuntimeUnavailableException e) {
            // Whoever follows asks again for as long as the container runs.
            log.atDebug()
                .addKeyValue("replica", run.pod())
                .addKeyValue("reason", e.getMessage())
                .log("a log broke off");
          } finally {
            ended = true;
          }
        });
  }

  boolean hasEnded() {
    return ended;
  }

  private List<Pair> query(int tail) {
    var query = new ArrayList<Pair>();
    query.add(new Pair("container", Names.CONTAINER));
    query.add(new Pair("timestamps", "true"));
    if (tail >= 0) {
      query.add(new Pair("tailLines", String.valueOf(tail)));
    }
    return query;
  }

  private void stream(List<Pair> query) {
    var path = "/api/v1/namespaces/%s/pods/%s/log".formatted(run.namespace(), run.pod());
    // The API tells the time to the second only where it is asked to begin.
    var after = last;
    try (var response = api.open(path, query)) {
      open = response;
      var source = response.body().source();
      for (var line = source.readUtf8Line();
          line != null && !closed;
          line = source.readUtf8Line()) {
        take(line, after);
      }
    } catch (IOException e) {
      if (!closed) {
        throw new RuntimeUnavailableException(
            "the log of replica %s broke off: %s".formatted(run.pod(), e.getMessage()), e);
      }
    }
  }

  private void take(String line, Instant after) {
    var space = line.indexOf(' ');
    var text = space < 0 ? "" : line.substring(space + 1);
    try {
      var time = OffsetDateTime.parse(space < 0 ? line : line.substring(0, space)).toInstant();
      if (!time.isAfter(after)) {
        return;
      }
      last = time;
    } catch (DateTimeParseException e) {
      // Without a time of its own it came with the line before.
      text = line;
    }
    sink.accept(new LogLine(run.pod(), last, false, text));
  }

  @Override
  public void close() {
    closed = true;
    var response = open;
    if (response != null) {
      response.close();
    }
  }
}
