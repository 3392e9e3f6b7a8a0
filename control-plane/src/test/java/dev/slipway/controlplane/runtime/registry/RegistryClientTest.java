package dev.slipway.controlplane.runtime.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.slipway.controlplane.runtime.ImageFacts;
import dev.slipway.controlplane.runtime.ImageUnavailableException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A registry made up for what a real one does seldom; with a real one, drivers are tested. */
class RegistryClientTest {
  private static final String DIGEST = "sha256:" + "ab".repeat(32);
  private static final String CONFIG = "sha256:" + "cd".repeat(32);
  private static final String MANIFEST =
      "{\"schemaVersion\": 2, \"config\": {\"digest\": \"%s\"}, \"layers\": []}".formatted(CONFIG);

  private final RegistryClient client = new RegistryClient(List.of(), Duration.ofSeconds(2));
  private final List<String> asked = new ArrayList<>();
  private HttpServer server;

  @BeforeEach
  void open() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
  }

  @AfterEach
  void close() {
    server.stop(0);
  }

  @Test
  void aSingleImageSaysItsPlatformInItsConfiguration() throws Exception {
    on("/v2/acme/x/manifests/1", e -> answer(e, 200, MANIFEST));
    on("/v2/acme/x/blobs/" + CONFIG, e -> answer(e, 200, platform("linux", "arm64")));

    assertThat(client.find(name("acme/x:1"), "linux/amd64"))
        .isEqualTo(new ImageFacts(DIGEST, host() + "/acme/x@" + DIGEST, "linux/arm64"));
  }

  @Test
  void oneQuestionComesOnTheConnectionOfTheOther() throws Exception {
    var connections = new ConcurrentSkipListSet<Integer>();
    on(
        "/v2/acme/x/manifests/1",
        e -> {
          connections.add(e.getRemoteAddress().getPort());
          answer(e, 200, MANIFEST);
        });
    on("/v2/acme/x/blobs/" + CONFIG, e -> answer(e, 200, platform("linux", "amd64")));

    for (int i = 0; i < 3; i++) {
      assertThat(client.find(name("acme/x:1"), "linux/amd64").platform()).isEqualTo("linux/amd64");
    }

    assertThat(connections).hasSize(1);
  }

  @Test
  void whoAsksTheSameMeanwhileSharesTheAnswer() throws Exception {
    var patient = new RegistryClient(List.of(), Duration.ofSeconds(30));
    var answering = new Semaphore(0);
    on(
        "/v2/acme/x/manifests/1",
        e -> {
          answering.acquireUninterruptibly();
          answer(e, 200, MANIFEST);
        });
    on("/v2/acme/x/blobs/" + CONFIG, e -> answer(e, 200, platform("linux", "amd64")));
    var answers = new ConcurrentLinkedQueue<ImageFacts>();
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < 20; i++) {
      threads.add(
          Thread.ofPlatform()
              .start(() -> {
                try {
                  answers.add(patient.find(name("acme/x:1"), "linux/amd64"));
                } catch (ImageUnavailableException e) {
                  throw new AssertionError(e);
                }
              }));
    }
    await()
        .until(
            () -> threads.stream().allMatch(thread -> thread.getState() == Thread.State.WAITING));

    answering.release();

    for (var thread : threads) {
      thread.join();
    }
    assertThat(answers).hasSize(20);
    assertThat(asked).filteredOn(path -> path.contains("manifests")).hasSize(1);
  }

  @ParameterizedTest(name = "of {0}, {1} is what runs here")
  @CsvSource({
    "amd64 arm64, amd64",
    "arm64 amd64, amd64",
    "arm64 s390x, arm64",
  })
  void ofSeveralPlatformsThisMachinesIsTaken(String offered, String taken) throws Exception {
    var manifests = new ArrayList<String>();
    manifests.add("{\"platform\": {\"os\": \"unknown\", \"architecture\": \"unknown\"}}");
    for (var architecture : offered.split(" ", -1)) {
      manifests.add("{\"platform\": %s}".formatted(platform("linux", architecture)));
    }
    on(
        "/v2/acme/x/manifests/1",
        e -> answer(e, 200, "{\"manifests\": [%s]}".formatted(String.join(",", manifests))));

    assertThat(client.find(name("acme/x:1"), "linux/amd64").platform()).isEqualTo("linux/" + taken);
  }

  @Test
  void whereATokenIsWantedAnybodysTokenIsFetched() throws Exception {
    on(
        "/v2/acme/x/manifests/1",
        e -> {
          if (bearer(e) == null) {
            e.getResponseHeaders()
                .set(
                    "WWW-Authenticate",
                    "Bearer realm=\"http://%s/token\",service=\"the registry\",scope=\"repository:acme/x:pull\""
                        .formatted(host()));
            answer(e, 401, "{}");
          } else {
            answer(e, "Bearer t0ken".equals(bearer(e)) ? 200 : 403, MANIFEST);
          }
        });
    on(
        "/v2/acme/x/blobs/" + CONFIG,
        e -> {
          // The data lies elsewhere, and whoever has it must not see the token.
          assertThat(bearer(e)).isEqualTo("Bearer t0ken");
          e.getResponseHeaders().set("Location", "/elsewhere");
          answer(e, 307, "");
        });
    on("/elsewhere", e -> answer(e, bearer(e) == null ? 200 : 400, platform("linux", "amd64")));
    on("/token", e -> answer(e, 200, "{\"token\": \"t0ken\"}"));

    assertThat(client.find(name("acme/x:1"), "linux/amd64").platform()).isEqualTo("linux/amd64");
    assertThat(asked).contains("/token?service=the+registry&scope=repository%3Aacme%2Fx%3Apull");
  }

  @Test
  void aTokenIsNotFetchedWithoutEncryptionFromElsewhere() {
    on(
        "/v2/acme/x/manifests/1",
        e -> {
          e.getResponseHeaders()
              .set("WWW-Authenticate", "Bearer realm=\"http://tokens.example/\",service=\"s\"");
          answer(e, 401, "{}");
        });

    var failure = failure("acme/x:1");
    assertThat(failure.certain()).isFalse();
    assertThat(failure).hasMessageContaining("without encryption");
  }

  @ParameterizedTest(name = "{0}: certain {1}, \"{2}\"")
  @CsvSource({
    "404, true, has no image",
    "401, true, denies access",
    "403, true, denies access",
    "429, false, answers 429",
    "500, false, answers 500",
  })
  void saysWhatTheRegistryAnswered(int status, boolean certain, String text) {
    on("/v2/acme/x/manifests/1", e -> answer(e, status, "{}"));

    var failure = failure("acme/x:1");
    assertThat(failure.certain()).isEqualTo(certain);
    assertThat(failure).hasMessageContaining(text).hasMessageContaining(host() + "/acme/x:1");
  }

  @Test
  void whoDoesNotSpeakTheProtocolIsNoCertainAnswer() {
    on("/v2/acme/x/manifests/1", e -> answer(e, 200, "<html>"));

    assertThat(failure("acme/x:1").certain()).isFalse();
  }

  @Test
  void aRegistryThatIsAwayIsNoCertainAnswer() {
    server.stop(0);

    var failure = failure("acme/x:1");
    assertThat(failure.certain()).isFalse();
    assertThat(failure).hasMessageContaining("cannot be reached");
  }

  private ImageUnavailableException failure(String image) {
    return catchThrowableOfType(
        ImageUnavailableException.class, () -> client.find(name(image), "linux/amd64"));
  }

  private ImageName name(String image) {
    return ImageName.parse(host() + "/" + image);
  }

  private String host() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  private interface Handler {
    void handle(HttpExchange exchange) throws IOException;
  }

  private void on(String path, Handler handler) {
    server.createContext(
        path,
        exchange -> {
          asked.add(exchange.getRequestURI().toString());
          try (exchange) {
            handler.handle(exchange);
          }
        });
  }

  private static @Nullable String bearer(HttpExchange exchange) {
    return exchange.getRequestHeaders().getFirst("Authorization");
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Docker-Content-Digest", DIGEST);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private static String platform(String os, String architecture) {
    return "{\"os\": \"%s\", \"architecture\": \"%s\"}".formatted(os, architecture);
  }
}
