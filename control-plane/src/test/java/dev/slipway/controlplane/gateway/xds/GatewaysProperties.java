package dev.slipway.controlplane.gateway.xds;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.slipway.controlplane.app.Endpoint;
import dev.slipway.controlplane.vocabulary.AppId;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * Random histories of apps, endpoints, broken streams, refusals and restarts of either side. At
 * every step no host name leads nowhere; in the end the gateway has what is desired. A failure
 * names its seed.
 */
class GatewaysProperties {
  private static final int HISTORIES = 1_000;
  private static final int STEPS = 80;

  private static final Logger LOG = (Logger) LoggerFactory.getLogger(Gateways.class);

  /** A line for each of ten thousands of connections and refusals helps nobody. */
  @BeforeAll
  static void beQuiet() {
    LOG.setLevel(Level.OFF);
  }

  @AfterAll
  static void speakAgain() {
    LOG.setLevel(null);
  }

  @Test
  void whateverHappensNoHostNameLeadsNowhereAndTheGatewayEndsRight() throws Exception {
    for (int seed = 0; seed < HISTORIES; seed++) {
      try {
        new History(seed).play();
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
  }

  private static final class History {
    private final Random random;
    private final List<AppId> apps;

    /** What should be: each app that exists, with its endpoints. */
    private final Map<AppId, List<Endpoint>> truth = new HashMap<>();

    /** Apps of which something was refused: their host names answer with an error. */
    private final Set<String> refused = new HashSet<>();

    private FakeEnvoy envoy = new FakeEnvoy();
    private Gateways gateways = new Gateways(() -> false, Clock.systemUTC());
    private Gateways.Connection connection;

    History(long seed) {
      random = new Random(seed);
      apps = IntStream.range(0, 4).mapToObj(i -> new AppId(new UUID(seed, i).toString())).toList();
      gateways.complete();
      connection = connect();
    }

    void play() throws InterruptedException {
      for (int step = 0; step < STEPS; step++) {
        happen();
        check();
      }
      settle();
    }

    private void happen() throws InterruptedException {
      var app = apps.get(random.nextInt(apps.size()));
      switch (random.nextInt(16)) {
        case 0, 1 -> {
          gateways.add(app, app + ".lab.localhost");
          truth.putIfAbsent(app, List.of());
        }
        case 2 -> {
          gateways.remove(app);
          truth.remove(app);
        }
        case 3, 4, 5 -> serve(app);
        case 6 -> reconnect();
        case 7 -> restartControlPlane();
        case 8 -> {
          envoy = new FakeEnvoy();
          reconnect();
        }
        case 9 -> {
          envoy.refuse(app.value());
          refused.add(app.value());
        }
        case 10 -> envoy.acceptAll();
        default -> readOne();
      }
    }

    private void serve(AppId app) throws InterruptedException {
      if (!truth.containsKey(app)) {
        return;
      }
      var endpoints =
          IntStream.range(0, random.nextInt(3))
              .mapToObj(i -> new Endpoint("r" + i, "127.0.0.1", 1_000 + random.nextInt(4)))
              .toList();
      truth.put(app, endpoints);
      if (gateways.serve(app, endpoints, Duration.ZERO)) {
        assertThat(envoy.of(ResourceType.ENDPOINTS).get(app.value()))
            .as("what the gateway has after an acknowledgement")
            .isEqualTo(AppResources.endpoints(app, endpoints).version());
      }
    }

    private void reconnect() {
      connection.close();
      connection = connect();
    }

    private Gateways.Connection connect() {
      var opened = gateways.connect(envoy::receive);
      envoy.connect(opened::receive);
      return opened;
    }

    /** The new one reads its apps and observes their replicas while the gateway is connected. */
    private void restartControlPlane() throws InterruptedException {
      gateways = new Gateways(() -> false, Clock.systemUTC());
      connection = connect();
      for (var app : truth.keySet()) {
        gateways.add(app, app + ".lab.localhost");
        maybeRead();
      }
      gateways.complete();
      for (var app : truth.entrySet()) {
        maybeRead();
        gateways.serve(app.getKey(), app.getValue(), Duration.ZERO);
      }
      gateways.stopWaitingForEndpoints();
    }

    private void maybeRead() {
      if (random.nextBoolean()) {
        readOne();
        check();
      }
    }

    private void readOne() {
      if (envoy.hasUnread()) {
        envoy.readOne();
      }
    }

    private void check() {
      for (var app : envoy.of(ResourceType.SCOPE).keySet()) {
        if (refused.contains(app)) {
          continue;
        }
        assertThat(envoy.of(ResourceType.CLUSTER)).as("host name without cluster").containsKey(app);
        assertThat(envoy.of(ResourceType.ENDPOINTS))
            .as("host name without endpoints")
            .containsKey(app);
      }
    }

    /** Refused resources are sent again to a gateway that comes anew. */
    private void settle() {
      envoy.acceptAll();
      envoy.read();
      reconnect();
      envoy.read();
      var names = truth.keySet().stream().map(AppId::value).toList();
      for (var type : ResourceType.values()) {
        assertThat(envoy.of(type)).as("%s in the end", type).containsOnlyKeys(names);
      }
      truth.forEach((app, endpoints) ->
          assertThat(envoy.of(ResourceType.ENDPOINTS).get(app.value()))
              .isEqualTo(AppResources.endpoints(app, endpoints).version()));
      assertThat(envoy.hasUnread()).isFalse();
    }
  }
}
