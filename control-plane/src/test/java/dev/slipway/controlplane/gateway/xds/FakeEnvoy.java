package dev.slipway.controlplane.gateway.xds;

import com.google.rpc.Status;
import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.envoyproxy.envoy.service.discovery.v3.Resource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * A gateway that behaves as Envoy was seen to: it asks for every cluster and scope, for the
 * endpoints of the clusters and for the routes of the scopes that it was told of, and keeps all of
 * it when its stream breaks.
 */
final class FakeEnvoy {
  private final Map<ResourceType, Map<String, String>> has = new EnumMap<>(ResourceType.class);
  private final Set<String> refuses = new HashSet<>();
  private final List<String> log = new ArrayList<>();
  private final Deque<DeltaDiscoveryResponse> unread = new ArrayDeque<>();
  private Consumer<DeltaDiscoveryRequest> server = _ -> {};
  private boolean firstOnStream;

  FakeEnvoy() {
    for (var type : ResourceType.values()) {
      has.put(type, new TreeMap<>());
    }
  }

  /** Opens a stream and says what it has, as after every broken stream. */
  FakeEnvoy connect(Consumer<DeltaDiscoveryRequest> to) {
    server = to;
    unread.clear();
    firstOnStream = true;
    ask(ResourceType.CLUSTER, Set.of());
    ask(ResourceType.ENDPOINTS, of(ResourceType.CLUSTER).keySet());
    ask(ResourceType.SCOPE, Set.of());
    ask(ResourceType.ROUTE, of(ResourceType.SCOPE).keySet());
    return this;
  }

  private void ask(ResourceType type, Set<String> following) {
    var names = new TreeSet<>(following);
    boolean byName = type == ResourceType.ENDPOINTS || type == ResourceType.ROUTE;
    if (byName) {
      names.addAll(of(type).keySet());
    }
    if (!byName || !names.isEmpty()) {
      say(
          request(type)
              .addAllResourceNamesSubscribe(names)
              .putAllInitialResourceVersions(of(type)));
    }
  }

  /** What the server sends; read by {@link #read}. */
  void receive(DeltaDiscoveryResponse response) {
    unread.add(response);
  }

  /** Takes in all that was sent and answers, until nothing more comes. */
  FakeEnvoy read() {
    while (!unread.isEmpty()) {
      readOne();
    }
    return this;
  }

  /** Takes in the next response and answers it. */
  void readOne() {
    var response = unread.remove();
    var type = ResourceType.of(response.getTypeUrl()).orElseThrow();
    var names = response.getResourcesList().stream().map(Resource::getName).toList();
    var bad = names.stream().filter(refuses::contains).toList();
    note(type, names, response.getRemovedResourcesList(), bad);
    var answer = request(type).setResponseNonce(response.getNonce());
    if (!bad.isEmpty()) {
      say(answer.setErrorDetail(Status.newBuilder().setMessage("bad " + bad)));
      return;
    }
    response.getResourcesList().forEach(r -> of(type).put(r.getName(), r.getVersion()));
    response.getRemovedResourcesList().forEach(of(type)::remove);
    // Envoy acknowledges clusters once they are warm, that is, after it has their endpoints.
    switch (type) {
      case CLUSTER -> {
        follow(ResourceType.ENDPOINTS, names, response.getRemovedResourcesList());
        say(answer);
      }
      case SCOPE -> {
        say(answer);
        follow(ResourceType.ROUTE, names, response.getRemovedResourcesList());
      }
      case ENDPOINTS, ROUTE -> say(answer);
    }
  }

  private void follow(ResourceType type, List<String> appeared, List<String> vanished) {
    var fresh = appeared.stream().filter(name -> !of(type).containsKey(name)).toList();
    var known = vanished.stream().filter(of(type)::containsKey).toList();
    known.forEach(of(type)::remove);
    if (!fresh.isEmpty() || !known.isEmpty()) {
      say(request(type).addAllResourceNamesSubscribe(fresh).addAllResourceNamesUnsubscribe(known));
    }
  }

  private void note(ResourceType type, List<String> names, List<String> removed, List<String> bad) {
    names.forEach(name -> log.add((bad.isEmpty() ? "+" : "!") + type + " " + name));
    removed.forEach(name -> log.add("-" + type + " " + name));
  }

  FakeEnvoy refuse(String name) {
    refuses.add(name);
    return this;
  }

  FakeEnvoy acceptAll() {
    refuses.clear();
    return this;
  }

  /** What came since the last call: {@code +} taken, {@code -} removed, {@code !} refused. */
  List<String> news() {
    var news = List.copyOf(log);
    log.clear();
    return news;
  }

  boolean hasUnread() {
    return !unread.isEmpty();
  }

  Map<String, String> of(ResourceType type) {
    return has.computeIfAbsent(type, _ -> new HashMap<>());
  }

  private DeltaDiscoveryRequest.Builder request(ResourceType type) {
    return DeltaDiscoveryRequest.newBuilder().setTypeUrl(type.url());
  }

  private void say(DeltaDiscoveryRequest.Builder request) {
    if (firstOnStream) {
      request.setNode(Node.newBuilder().setId("envoy-1"));
      firstOnStream = false;
    }
    server.accept(request.build());
  }
}
