package dev.slipway.controlplane.runtime.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotModifiedException;
import com.github.dockerjava.api.model.Event;
import com.github.dockerjava.api.model.EventType;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.Statistics;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.httpclient5.ApacheDockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient;
import dev.slipway.controlplane.runtime.RuntimeUnavailableException;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What we ask of an engine, in our own terms. Every call has a deadline, and ends in one of three
 * ways: an answer, {@link EngineException} for a refusal, {@link RuntimeUnavailableException} for
 * silence.
 */
final class EngineClient implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final URI address;
  private final Duration deadline;
  private final DockerHttpClient http;
  private final DockerClient calls;

  /** Streams hold their connections: with a pool of their own they cannot starve the calls. */
  private final DockerClient streams;

  EngineClient(URI address, Duration deadline) {
    this.address = address;
    this.deadline = deadline;
    this.http = http(address, 64);
    this.calls = DockerClientImpl.getInstance(config(address), http);
    this.streams = DockerClientImpl.getInstance(config(address), http(address, 4096));
  }

  /**
   * No version: both engines then speak their newest. Neither the user's environment nor their
   * Docker configuration is looked at.
   */
  private static DefaultDockerClientConfig config(URI address) {
    return new DefaultDockerClientConfig.Builder()
        .withProperties(new java.util.Properties())
        .withDockerHost(address.toString())
        .withDockerTlsVerify(false)
        .build();
  }

  private static DockerHttpClient http(URI address, int connections) {
    return new ApacheDockerHttpClient.Builder()
        .dockerHost(address)
        .maxConnections(connections)
        .connectionTimeout(Duration.ofSeconds(5))
        .build();
  }

  /** Names and versions of what the engine is made of. */
  Map<String, String> components() {
    return call(
        "version",
        () -> {
          var parts = new HashMap<String, String>();
          var components = calls.versionCmd().exec().getComponents();
          if (components != null) {
            components.forEach(c -> parts.put(c.getName(), c.getVersion()));
          }
          return parts;
        });
  }

  /** What the engine says of the machine: {@code NCPU}, {@code MemTotal}, {@code OSType}, … */
  JsonNode machine() {
    return request("GET", "/info", null, Map.of(), deadline);
  }

  void ping() {
    call("ping", () -> calls.pingCmd().exec());
  }

  /** Our containers with all of these labels, running or not, in no particular order. */
  List<Container> list(List<String> labels) {
    var ids =
        call(
            "list containers",
            () ->
                calls.listContainersCmd().withShowAll(true).withLabelFilter(labels).exec().stream()
                    .map(com.github.dockerjava.api.model.Container::getId)
                    .toList());
    var containers = new ArrayList<Container>();
    ids.forEach(id -> inspect(id).ifPresent(containers::add));
    return containers;
  }

  /** Labels of the containers that carry these labels, by container id; cheaper than a list. */
  Map<String, Map<String, String>> labels(List<String> labels, boolean runningOnly) {
    return call(
        "list containers",
        () -> {
          var found = new HashMap<String, Map<String, String>>();
          calls
              .listContainersCmd()
              .withShowAll(!runningOnly)
              .withLabelFilter(labels)
              .exec()
              .forEach(c -> found.put(c.getId(), c.getLabels()));
          return found;
        });
  }

  Optional<Container> inspect(String idOrName) {
    try {
      return Optional.of(
          call(
              "inspect container",
              () -> Inspection.read(calls.inspectContainerCmd(idOrName).exec())));
    } catch (EngineException e) {
      if (e.nothingThere()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Makes a container and returns its id; it does not run yet. */
  String create(ContainerSpec spec) {
    return call("create container", () -> spec.asDocker(calls).exec().getId());
  }

  /** Podman's own call, for what it drops silently from Docker's. */
  String createByPodman(ContainerSpec spec) {
    var answer =
        request("POST", "/v4.0.0/libpod/containers/create", spec.asPodman(), Map.of(), deadline);
    return answer.path("Id").asString();
  }

  /** Already running is fine. */
  void start(String id) {
    unlessNotModified("start container", deadline, () -> calls.startContainerCmd(id).exec());
  }

  /** Returns when it has ended. Ended already, or gone, is fine. */
  void stop(String id, Duration grace) {
    var seconds = (int) Math.ceilDiv(grace.toMillis(), 1000);
    try {
      unlessNotModified(
          "stop container",
          deadline.plus(grace),
          () -> calls.stopContainerCmd(id).withTimeout(seconds).exec());
    } catch (EngineException e) {
      if (!e.nothingThere()) {
        throw e;
      }
    }
  }

  /** Kills what runs. Gone already is fine. */
  void remove(String id) {
    try {
      call(
          "remove container",
          () -> calls.removeContainerCmd(id).withForce(true).withRemoveVolumes(true).exec());
    } catch (EngineException e) {
      if (!e.nothingThere()) {
        throw e;
      }
    }
  }

  /** One measurement, without waiting for a second one; empty when it does not run. */
  Optional<Statistics> stats(String id) {
    try {
      return call(
          "stats",
          () -> {
            try (var first = new First<Statistics>()) {
              return calls.statsCmd(id).withNoStream(true).exec(first).await();
            }
          });
    } catch (EngineException e) {
      if (e.nothingThere()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * Hands over what the container wrote until there is no more or the stream is closed.
   *
   * @param tail last lines, negative for all
   * @param since only lines of this second and later, or null for all
   */
  void logs(
      String id, int tail, boolean follow, @Nullable Instant since, EngineStream<Frame> sink) {
    var command =
        streams
            .logContainerCmd(id)
            .withStdOut(true)
            .withStdErr(true)
            .withTimestamps(true)
            .withFollowStream(follow);
    if (tail >= 0) {
      command.withTail(tail);
    }
    if (since != null) {
      command.withSince((int) since.getEpochSecond());
    }
    command.exec(sink);
  }

  /** Events of containers with this label, from this second on, until the engine ends. */
  <S extends EngineStream<Event>> S events(String label, Instant since, S stream) {
    return streams
        .eventsCmd()
        .withEventTypeFilter(EventType.CONTAINER)
        .withLabelFilter(label)
        .withSince(String.valueOf(since.getEpochSecond()))
        .exec(stream);
  }

  DockerClient streams() {
    return streams;
  }

  DockerClient calls() {
    return calls;
  }

  /** A call that the client library does not know. */
  JsonNode request(
      String method,
      String path,
      @Nullable JsonNode body,
      Map<String, String> headers,
      Duration deadline) {
    return call(
        method + " " + path.replaceFirst("\\?.*", ""),
        deadline,
        () -> {
          var request =
              DockerHttpClient.Request.builder()
                  .method(DockerHttpClient.Request.Method.valueOf(method))
                  .path(path)
                  .putAllHeaders(headers);
          if (body != null) {
            request
                .putHeader("Content-Type", "application/json")
                .bodyBytes(body.toString().getBytes(StandardCharsets.UTF_8));
          }
          try (var response = http.execute(request.build())) {
            var text = new String(response.getBody().readAllBytes(), StandardCharsets.UTF_8);
            if (response.getStatusCode() >= 300) {
              throw new DockerException(text, response.getStatusCode());
            }
            return JSON.readTree(text.isBlank() ? "null" : text);
          }
        });
  }

  private void unlessNotModified(String what, Duration deadline, Callable<?> action) {
    call(
        what,
        deadline,
        () -> {
          try {
            action.call();
          } catch (NotModifiedException e) {
            // It is already so.
          }
          return true;
        });
  }

  <T> T call(String what, Callable<T> action) {
    return call(what, deadline, action);
  }

  <T> T call(String what, Duration limit, Callable<T> action) {
    try {
      return Deadline.within(limit, what, action);
    } catch (RuntimeUnavailableException e) {
      throw new RuntimeUnavailableException(at(e.getMessage()), e);
    } catch (DockerException e) {
      throw new EngineException(e.getHttpStatus(), plain(e.getMessage()));
    } catch (RuntimeException e) {
      if (e instanceof EngineException) {
        throw e;
      }
      throw new RuntimeUnavailableException(
          at("the engine does not answer \"%s\": %s".formatted(what, deepest(e))), e);
    }
  }

  private String at(@Nullable String message) {
    return "%s (engine at %s)".formatted(message, address);
  }

  private static String deepest(Throwable e) {
    var cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    var message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }

  /** {@code Status 404: {"message":"…"}} is for programs; people want the message. */
  static String plain(@Nullable String message) {
    if (message == null) {
      return "refused without a reason";
    }
    var brace = message.indexOf('{');
    if (brace < 0) {
      return message.strip();
    }
    try {
      var said = JSON.readTree(message.substring(brace)).path("message").asString("");
      return said.isEmpty() ? message.strip() : said.strip();
    } catch (tools.jackson.core.JacksonException e) {
      return message.strip();
    }
  }

  @Override
  public void close() {
    for (Closeable closeable : List.of(calls, streams)) {
      try {
        closeable.close();
      } catch (IOException e) {
        throw new java.io.UncheckedIOException("could not close the connection to " + address, e);
      }
    }
  }

  /** The first of what a stream brings. */
  private static final class First<T> extends EngineStream<T> {
    private volatile @Nullable T first;

    @Override
    public void onNext(T item) {
      if (first == null) {
        first = item;
      }
    }

    Optional<T> await() throws InterruptedException {
      awaitEnd();
      return switch (error()) {
        case null -> Optional.ofNullable(first);
        case RuntimeException e -> throw e;
        case Throwable e -> throw new IllegalStateException(e);
      };
    }
  }
}
