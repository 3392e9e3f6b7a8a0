package dev.slipway.controlplane.gateway.xds;

import dev.slipway.controlplane.app.Endpoint;
import dev.slipway.controlplane.app.Traffic;
import dev.slipway.controlplane.vocabulary.AppId;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connected gateways, brought to what is desired and kept there. Thread-safe: one lock, held
 * for bookkeeping only; nobody waits for a gateway while holding it.
 */
public final class Gateways implements Traffic, Routes {
  private static final Logger log = LoggerFactory.getLogger(Gateways.class);

  /** How long an Envoy that knows nothing waits for apps whose runtime was not observed yet. */
  private static final Duration OBSERVATION = Duration.ofSeconds(10);

  private final BooleanSupplier unseen;
  private final Clock clock;

  private final ReentrantLock lock = new ReentrantLock();

  /** Who waits for an app's endpoints to be acknowledged. */
  private final Map<String, Waiting> waiting = new HashMap<>();

  private final Desired desired = new Desired();
  private final Set<Connection> connections = new LinkedHashSet<>();
  private @Nullable LastRefusal lastRefusal;
  private long sent;

  /**
   * None are connected yet.
   *
   * @param unseen whether a gateway may send requests to apps while none is connected: just after
   *     our start, or when its stream broke
   */
  public Gateways(BooleanSupplier unseen, Clock clock) {
    this.unseen = unseen;
    this.clock = clock;
  }

  /**
   * Who is connected, what they were sent and what was last refused.
   *
   * @param connected node ids, oldest connection first
   * @param sent resources and removals since the start, to all gateways together
   * @param lastRefusal or null: nothing was refused since the start
   */
  public record Report(List<String> connected, long sent, @Nullable LastRefusal lastRefusal) {}

  /**
   * A gateway did not take what it was sent and keeps what it had.
   *
   * @param resources the type and the names, one name where the culprit is known
   * @param why in the gateway's words
   */
  public record LastRefusal(Instant at, String gateway, String resources, String why) {}

  @Override
  public void add(AppId app, String host) {
    lock.lock();
    try {
      if (desired.find(ResourceType.ENDPOINTS, app.value()) == null) {
        var none = AppResources.endpoints(app, List.of());
        if (desired.complete()) {
          put(none);
        } else {
          desired.guess(none);
        }
      }
      put(AppResources.cluster(app));
      put(AppResources.route(app));
      put(AppResources.scope(app, host));
      send();
      wake(Set.of(app.value()));
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void remove(AppId app) {
    lock.lock();
    try {
      for (var type : ResourceType.values()) {
        if (desired.remove(type, app.value())) {
          changed(type, app.value());
        }
      }
      send();
      wake(Set.of(app.value()));
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void complete() {
    lock.lock();
    try {
      desired.markComplete();
      send();
    } finally {
      lock.unlock();
    }
    CompletableFuture.delayedExecutor(OBSERVATION.toMillis(), TimeUnit.MILLISECONDS)
        .execute(this::stopWaitingForEndpoints);
  }

  /**
   * Apps whose endpoints nobody has told since the start get none, in gateways that know of none.
   */
  void stopWaitingForEndpoints() {
    lock.lock();
    try {
      desired.tellGuesses();
      desired.guesses().forEach(app -> changed(ResourceType.ENDPOINTS, app));
      send();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean serve(AppId app, List<Endpoint> endpoints, Duration patience)
      throws InterruptedException {
    var wanted = AppResources.endpoints(app, endpoints);
    lock.lockInterruptibly();
    try {
      if (endpoints.isEmpty() && desired.find(ResourceType.CLUSTER, app.value()) == null) {
        desired.remove(ResourceType.ENDPOINTS, app.value());
      } else {
        put(wanted);
        send();
      }
      wake(Set.of(app.value()));
      return awaitAgreement(app, patience);
    } finally {
      lock.unlock();
    }
  }

  private boolean awaitAgreement(AppId app, Duration patience) throws InterruptedException {
    var place = waiting.computeIfAbsent(app.value(), _ -> new Waiting(lock.newCondition()));
    place.people++;
    try {
      var left = patience.toNanos();
      while (!agreed(app)) {
        if (left <= 0 || refused(app)) {
          return false;
        }
        left = place.news.awaitNanos(left);
      }
      return true;
    } finally {
      place.people--;
      if (place.people == 0) {
        waiting.remove(app.value());
      }
    }
  }

  private static final class Waiting {
    private final Condition news;
    private int people;

    private Waiting(Condition news) {
      this.news = news;
    }
  }

  private void wake(Collection<String> apps) {
    for (var app : apps) {
      var place = waiting.get(app);
      if (place != null) {
        place.news.signalAll();
      }
    }
  }

  private void wakeAll() {
    waiting.values().forEach(place -> place.news.signalAll());
  }

  private boolean agreed(AppId app) {
    return (!connections.isEmpty() || !unseen.getAsBoolean())
        && connections.stream().allMatch(each -> each.session.agrees(app.value()));
  }

  private boolean refused(AppId app) {
    return connections.stream().anyMatch(each -> each.session.refuses(app.value()));
  }

  public Report report() {
    lock.lock();
    try {
      return new Report(connections.stream().map(Connection::gateway).toList(), sent, lastRefusal);
    } finally {
      lock.unlock();
    }
  }

  /**
   * A gateway opens a stream.
   *
   * @param out takes responses; called from any thread, by one at a time, and must not block
   */
  Connection connect(Consumer<DeltaDiscoveryResponse> out) {
    lock.lock();
    try {
      var connection = new Connection(new Session(desired), out);
      connections.add(connection);
      return connection;
    } finally {
      lock.unlock();
    }
  }

  private void put(Resource resource) {
    if (desired.put(resource)) {
      changed(resource.type(), resource.name());
    }
  }

  private void changed(ResourceType type, String name) {
    connections.forEach(each -> each.session.changed(type, name));
  }

  private void send() {
    connections.forEach(Connection::send);
  }

  /** One gateway's stream. */
  final class Connection implements AutoCloseable {
    private final Session session;
    private final Consumer<DeltaDiscoveryResponse> out;
    private String gateway = "";

    private Connection(Session session, Consumer<DeltaDiscoveryResponse> out) {
      this.session = session;
      this.out = out;
    }

    void receive(DeltaDiscoveryRequest request) {
      lock.lock();
      try {
        if (gateway.isEmpty()) {
          gateway = request.getNode().getId();
          log.atInfo().addKeyValue("gateway", gateway).log("Gateway connected");
        }
        var receipt = session.receive(request);
        receipt.refusal().ifPresent(this::note);
        send();
        if (receipt.first()) {
          wakeAll();
        } else {
          wake(receipt.heard());
        }
      } finally {
        lock.unlock();
      }
    }

    private void note(Refusal refusal) {
      var resources = refusal.type() + " " + String.join(", ", refusal.names());
      lastRefusal = new LastRefusal(clock.instant(), gateway, resources, refusal.why());
      log.atError()
          .addKeyValue("gateway", gateway)
          .addKeyValue("type", refusal.type())
          .addKeyValue("app", refusal.names())
          .addKeyValue("why", refusal.why())
          .log("Gateway refused configuration and keeps what it had");
    }

    private void send() {
      for (var response : session.next()) {
        sent += response.getResourcesCount() + response.getRemovedResourcesCount();
        out.accept(response);
      }
    }

    String gateway() {
      return gateway;
    }

    @Override
    public void close() {
      lock.lock();
      try {
        if (connections.remove(this)) {
          log.atInfo().addKeyValue("gateway", gateway).log("Gateway disconnected");
          wakeAll();
        }
      } finally {
        lock.unlock();
      }
    }
  }
}
