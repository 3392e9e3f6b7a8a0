package dev.slipway.controlplane.runtime.kubernetes;

import com.google.gson.JsonParseException;
import io.kubernetes.client.common.KubernetesObject;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.ApiException;
import io.kubernetes.client.openapi.Pair;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads all objects of one kind and goes on hearing what becomes of them, for as long as it is
 * open.
 *
 * <p>A watch that ends when it was meant to is resumed where it ended. Whatever else ends one makes
 * everything be read again: a cluster that was restored from a backup gives the same versions to
 * other objects, so that going on from the last one would leave changes out without a word.
 */
final class Feed<T extends KubernetesObject> implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Feed.class);
  private static final String[] CREDENTIALS = {"BearerToken"};
  private static final int PAGE = 500;

  /** Of an answer, or between two words of a watch: at least bookmarks come every minute. */
  private static final Duration ANSWER = Duration.ofSeconds(20);

  private static final Duration QUIET = Duration.ofSeconds(150);

  /** A server that stands still keeps connections open: only this tells. */
  private static final Duration PING = Duration.ofSeconds(10);

  private static final Duration WATCH = Duration.ofMinutes(4);

  /** A watch that has lasted so long was no part of a failure. */
  private static final Duration STEADY = Duration.ofSeconds(30);

  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
  private static final int GONE = 410;

  /** Takes in what is heard; called from one thread. */
  interface Ear<T> {
    void all(List<T> objects);

    void put(T object);

    void gone(T object);
  }

  /**
   * Which objects.
   *
   * @param path of the collection, such as {@code /apis/apps/v1/deployments}
   * @param plural as roles name the kind, with its group, such as {@code deployments.apps}
   * @param labels and {@code fields} select; empty: all
   */
  record Source<T>(String path, String plural, Class<T> type, String labels, String fields) {}

  private final ApiClient client;
  private final Source<T> source;
  private final Ear<T> ear;
  private final Contact contact;
  private final OkHttpClient asking;
  private final OkHttpClient watching;
  private final Thread thread;
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile boolean closed;
  private volatile @Nullable Call call;

  /** The end of the last watch that had not been meant to end. */
  private @Nullable Instant broken;

  private int failures;

  Feed(ApiClient client, Source<T> source, Ear<T> ear, Contact contact) {
    this.client = client;
    this.source = source;
    this.ear = ear;
    this.contact = contact;
    var http = client.getHttpClient().newBuilder().pingInterval(PING);
    this.asking = http.callTimeout(Duration.ZERO).readTimeout(ANSWER).build();
    this.watching = http.readTimeout(QUIET).build();
    contact.awaits(source.plural());
    this.thread = Thread.ofVirtual().name("feed " + source.plural()).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  private void run() {
    while (!closed) {
      try {
        var version = list();
        while (!closed) {
          version = watch(version);
        }
      } catch (Ended e) {
        broken = Instant.now();
        failures = e.lasted.compareTo(STEADY) > 0 ? 0 : failures;
        LOG.atDebug()
            .addKeyValue("kind", source.plural())
            .addKeyValue("reason", e.getMessage())
            .log("a watch ended early; all is read again");
        pause(backOff());
      } catch (ClusterException e) {
        refused(e);
      } catch (IOException | JsonParseException e) {
        away(String.valueOf(e.getMessage() == null ? e : e.getMessage()));
        pause(backOff());
      } catch (RuntimeException e) {
        // Whatever it is, hearing nothing for ever would be worse.
        LOG.atError()
            .addKeyValue("kind", source.plural())
            .setCause(e)
            .log("reading a cluster failed unexpectedly");
        away(e.toString());
        pause(backOff());
      }
    }
  }

  /** A watch that was not meant to end now. */
  private static final class Ended extends Exception {
    private static final long serialVersionUID = 1;

    private final Duration lasted;

    private Ended(String message, Duration lasted) {
      super("%s, after %d s".formatted(message, lasted.toSeconds()));
      this.lasted = lasted;
    }
  }

  private void refused(ClusterException e) {
    if (e.status() == GONE) {
      // Between two pages, or before a watch began: nothing is wrong.
      pause(spread(FIRST_PAUSE));
      return;
    }
    if (e.status() == ClusterException.FORBIDDEN) {
      contact.denied(source.plural(), "list and watch");
    } else {
      away("it answers %d: %s".formatted(e.status(), e.getMessage()));
    }
    var wait = backOff();
    pause(wait.compareTo(e.retryAfter()) > 0 ? wait : spread(e.retryAfter()));
  }

  private void away(String why) {
    var since = broken;
    contact.away(source.plural(), since == null ? Instant.now() : since, why);
  }

  /** Reads all, and returns the version of the cluster that it shows. */
  private String list() throws IOException {
    var objects = new ArrayList<T>();
    var version = "";
    var next = "";
    do {
      var query = query();
      query.add(new Pair("limit", String.valueOf(PAGE)));
      if (!next.isEmpty()) {
        query.add(new Pair("continue", next));
      }
      try (var response = open(asking, query)) {
        var page = Listing.read(response.body().charStream(), source.type(), objects::add);
        version = page.version();
        next = page.next();
      }
    } while (!next.isEmpty() && !closed);
    if (!closed) {
      ear.all(objects);
    }
    return version;
  }

  /** Hears what becomes of all until the watch was meant to end; returns where to go on. */
  private String watch(String from) throws IOException, Ended {
    var version = from;
    var lasts = spread(WATCH);
    var query = query();
    query.add(new Pair("watch", "true"));
    query.add(new Pair("allowWatchBookmarks", "true"));
    query.add(new Pair("resourceVersion", from));
    query.add(new Pair("timeoutSeconds", String.valueOf(lasts.toSeconds())));
    var began = System.nanoTime();
    var response = open(watching, query);
    broken = null;
    contact.heard(source.plural());
    try (response) {
      var lines = response.body().source();
      while (!closed) {
        var line = lines.readUtf8Line();
        if (line == null) {
          break;
        }
        switch (Change.read(line, source.type())) {
          case Change.Put<T>(var object) -> {
            version = versionOf(object);
            ear.put(object);
          }
          case Change.Gone<T>(var object) -> {
            version = versionOf(object);
            ear.gone(object);
          }
          case Change.Bookmark<T>(var object) -> version = versionOf(object);
          case Change.Refused<T>(var status, var said) ->
              throw new Ended("status %d: %s".formatted(status, said), since(began));
        }
      }
    } catch (IOException | JsonParseException e) {
      throw new Ended(String.valueOf(e.getMessage()), since(began));
    }
    if (!closed && since(began).compareTo(lasts.minusSeconds(1)) < 0) {
      throw new Ended("closed by the other side", since(began));
    }
    failures = 0;
    return version;
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }

  private static String versionOf(KubernetesObject object) {
    return String.valueOf(object.getMetadata().getResourceVersion());
  }

  private List<Pair> query() {
    var query = new ArrayList<Pair>();
    if (!source.labels().isEmpty()) {
      query.add(new Pair("labelSelector", source.labels()));
    }
    if (!source.fields().isEmpty()) {
      query.add(new Pair("fieldSelector", source.fields()));
    }
    return query;
  }

  private Response open(OkHttpClient http, List<Pair> query) throws IOException {
    try {
      var request =
          client.buildRequest(
              null,
              source.path(),
              "GET",
              query,
              List.of(),
              null,
              new HashMap<>(),
              new HashMap<>(),
              new HashMap<>(),
              CREDENTIALS,
              null);
      var fresh = http.newCall(request);
      call = fresh;
      if (closed) {
        fresh.cancel();
      }
      var response = fresh.execute();
      if (response.isSuccessful()) {
        return response;
      }
      try (response) {
        throw Api.refusal(
            response.code(), response.body().string(), response.header("Retry-After"));
      }
    } catch (ApiException e) {
      throw new IllegalStateException("a request that cannot be made: " + source.path(), e);
    }
  }

  private Duration backOff() {
    var pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures++, 10));
    return spread(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
  }

  /** Many feeds, and many control planes, shall not come back all at once. */
  private static Duration spread(Duration pause) {
    return pause.plusMillis(ThreadLocalRandom.current().nextLong(pause.toMillis() / 2 + 1));
  }

  private void pause(Duration pause) {
    try {
      var _ = closing.await(pause.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      // Nobody interrupts it: the HTTP client would not know what to make of that.
      closed = true;
    }
  }

  /** Nothing is told any more once this has returned, but for what is being told now. */
  @Override
  public void close() {
    closed = true;
    closing.countDown();
    var open = call;
    if (open != null) {
      open.cancel();
    }
  }
}
