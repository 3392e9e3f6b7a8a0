package dev.slipway.controlplane.runtime.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A feed against a server that says what a script wants. */
class FeedTest {
  private static final Answer STAYS = new Answer(200, "", "", true);

  /**
   * What is said to one request.
   *
   * @param stays whether the answer never ends
   */
  private record Answer(int status, String body, String retryAfter, boolean stays) {
    Answer(String body) {
      this(200, body, "", false);
    }
  }

  private final Queue<Answer> lists = new ArrayDeque<>();
  private final Queue<Answer> watches = new ArrayDeque<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final ConcurrentSkipListSet<String> known = new ConcurrentSkipListSet<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private final List<AutoCloseable> open = new ArrayList<>();
  private HttpServer server;
  private Contact contact;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
    contact = new Contact("http://cluster", () -> {});
  }

  @AfterEach
  void end() throws Exception {
    for (var each : open) {
      each.close();
    }
    over.countDown();
    server.stop(0);
  }

  private synchronized Answer next(String query) {
    asked.add(query);
    var script = query.contains("watch=true") ? watches : lists;
    var answer = script.poll();
    return answer == null ? STAYS : answer;
  }

  private void answer(HttpExchange exchange) throws IOException {
    var answer = next(exchange.getRequestURI().getQuery());
    if (!answer.retryAfter().isEmpty()) {
      exchange.getResponseHeaders().add("Retry-After", answer.retryAfter());
    }
    exchange.sendResponseHeaders(answer.status(), 0);
    try (var body = exchange.getResponseBody()) {
      body.write(answer.body().getBytes(StandardCharsets.UTF_8));
      body.flush();
      if (answer.stays()) {
        over.await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Answer list(String version, String next, String... names) {
    var items = new TreeSet<String>();
    for (var name : names) {
      items.add("{\"metadata\": {\"name\": \"%s\"}}".formatted(name));
    }
    return new Answer(
        "{\"metadata\": {\"resourceVersion\": \"%s\", \"continue\": \"%s\"}, \"items\": %s}"
            .formatted(version, next, items));
  }

  private static String line(String type, String name, int version) {
    return "{\"type\":\"%s\",\"object\":{\"metadata\":{\"name\":\"%s\",\"resourceVersion\":\"%d\"}}}\n"
        .formatted(type, name, version);
  }

  private static Answer refusal(int status, String message) {
    return new Answer(status, "{\"message\": \"%s\"}".formatted(message), "", false);
  }

  private void feed() {
    var client = new ApiClient();
    client.setBasePath("http://127.0.0.1:" + server.getAddress().getPort());
    var source =
        new Feed.Source<>("/api/v1/configmaps", "configmaps", V1ConfigMap.class, "a=b", "");
    var feed =
        new Feed<>(
            client,
            source,
            new Feed.Ear<V1ConfigMap>() {
              @Override
              public void all(List<V1ConfigMap> objects) {
                known.clear();
                objects.forEach(this::put);
              }

              @Override
              public void put(V1ConfigMap object) {
                known.add(Names.of(object));
              }

              @Override
              public void gone(V1ConfigMap object) {
                known.remove(Names.of(object));
              }
            },
            contact);
    open.add(feed);
    feed.start();
  }

  private void awaitKnown(String... names) {
    await().untilAsserted(() -> assertThat(known).containsExactly(names));
  }

  private long listsAsked() {
    return asked.stream().filter(query -> !query.contains("watch=true")).count();
  }

  @Test
  void allPagesAreReadAndThenChangesAreHeard() {
    lists.add(list("5", "more", "a", "b"));
    lists.add(list("5", "", "c"));
    watches.add(
        new Answer(
            200,
            line("ADDED", "d", 6) + line("BOOKMARK", "", 7) + line("DELETED", "a", 8),
            "",
            true));

    feed();

    awaitKnown("b", "c", "d");
    assertThatCode(contact::require).doesNotThrowAnyException();
    assertThat(asked.get(0)).contains("labelSelector=a=b", "limit=500").doesNotContain("continue");
    assertThat(asked.get(1)).contains("continue=more");
    assertThat(asked.get(2))
        .contains("watch=true", "resourceVersion=5", "allowWatchBookmarks=true");
  }

  @Test
  void aWatchThatEndsEarlyIsNotTrustedToGoOn() {
    lists.add(list("5", "", "a"));
    watches.add(new Answer(line("ADDED", "b", 6)));
    lists.add(list("3", "", "z"));

    feed();

    awaitKnown("z");
    assertThat(asked.getLast()).contains("watch=true", "resourceVersion=3");
  }

  @Test
  void versionsThatAreTooOldOrFromTheFutureMakeItReadAgain() {
    lists.add(list("5", "", "a"));
    watches.add(refusal(410, "too old resource version"));
    lists.add(list("9", "", "b"));
    watches.add(
        new Answer("{\"type\":\"ERROR\",\"object\":{\"code\":410,\"message\":\"expired\"}}\n"));
    lists.add(list("12", "", "c"));
    watches.add(refusal(504, "Too large resource version: 12, current: 4"));
    lists.add(list("4", "", "d"));

    feed();

    awaitKnown("d");
    await().untilAsserted(() -> assertThatCode(contact::require).doesNotThrowAnyException());
  }

  @Test
  void aPageThatHasExpiredMakesItBeginAgain() {
    lists.add(list("5", "more", "a"));
    lists.add(refusal(410, "the provided continue parameter is too old"));
    lists.add(list("6", "", "b"));

    feed();

    awaitKnown("b");
    assertThat(asked.get(2)).doesNotContain("continue");
  }

  @Test
  void aBusyServerIsGivenTheTimeThatItAsksFor() {
    lists.add(new Answer(429, "{\"message\": \"too many requests\"}", "1", false));
    lists.add(list("5", "", "a"));

    var began = System.nanoTime();
    feed();

    await()
        .untilAsserted(
            () -> assertThatThrownBy(contact::require).hasMessageContaining("too many requests"));
    awaitKnown("a");
    assertThat(System.nanoTime() - began).isGreaterThanOrEqualTo(1_000_000_000L);
    assertThat(listsAsked()).isEqualTo(2);
  }

  @Test
  void aRightThatIsMissingIsNamedUntilItIsThere() {
    lists.add(refusal(403, "configmaps is forbidden"));
    lists.add(refusal(403, "configmaps is forbidden"));
    lists.add(list("5", "", "a"));

    feed();

    await()
        .untilAsserted(() ->
            assertThatThrownBy(contact::require)
                .hasMessageContaining("denies us to list and watch configmaps:"));
    await().untilAsserted(() -> assertThatCode(contact::require).doesNotThrowAnyException());
    awaitKnown("a");
  }

  @Test
  void whatIsNoListIsAnOutageAndNothingIsForgotten() {
    lists.add(list("5", "", "a"));
    watches.add(new Answer(line("ADDED", "b", 6)));
    lists.add(new Answer("<html>a proxy of somebody's</html>"));

    feed();

    await()
        .untilAsserted(
            () -> assertThatThrownBy(contact::require).hasMessageContaining("out of reach since"));
    assertThat(known).containsExactly("a", "b");
  }
}
