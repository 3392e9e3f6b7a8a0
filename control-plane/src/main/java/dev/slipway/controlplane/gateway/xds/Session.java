package dev.slipway.controlplane.gateway.xds;

import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * One gateway's stream: the protocol without the transport.
 *
 * <p>Keeps the order that leaves no request without a destination: a host name is told once the
 * app's cluster and endpoints are acknowledged; a cluster is removed once the removal of its host
 * name is. After a cluster its endpoints are sent again, because Envoy waits for them.
 *
 * <p>Not thread-safe.
 */
final class Session implements Subscription.Order {
  private final Desired desired;
  private final Map<ResourceType, Subscription> subscriptions = new EnumMap<>(ResourceType.class);

  Session(Desired desired) {
    this.desired = desired;
    for (var type : ResourceType.values()) {
      subscriptions.put(type, new Subscription(type, desired));
    }
  }

  /**
   * Takes in a request; what it makes due is up to {@link #next}. Requests for types that we do not
   * serve are left unanswered, as the protocol has it.
   */
  Subscription.Receipt receive(DeltaDiscoveryRequest request) {
    return ResourceType.of(request.getTypeUrl())
        .map(type -> of(type).receive(request))
        .orElse(Subscription.Receipt.NOTHING);
  }

  /** The desired resource became another, appeared or vanished. */
  void changed(ResourceType type, String name) {
    of(type).changed(name);
  }

  /** Responses that are due, in the order in which to send them. */
  List<DeltaDiscoveryResponse> next() {
    var due = new ArrayList<DeltaDiscoveryResponse>();
    if (!desired.complete()) {
      return due;
    }
    for (var type : ResourceType.values()) {
      var response = of(type).next(this);
      response.ifPresent(due::add);
      if (type == ResourceType.CLUSTER) {
        response.ifPresent(this::resendEndpoints);
      }
    }
    return due;
  }

  private void resendEndpoints(DeltaDiscoveryResponse clusters) {
    clusters
        .getResourcesList()
        .forEach(cluster -> of(ResourceType.ENDPOINTS).resend(cluster.getName()));
  }

  /** Requests for the app go where they should: no more, no less. */
  boolean agrees(String app) {
    if (desired.find(ResourceType.CLUSTER, app) == null) {
      return of(ResourceType.CLUSTER).agrees(app);
    }
    return of(ResourceType.ENDPOINTS).agrees(app);
  }

  /** Waiting for {@link #agrees} is in vain. */
  boolean refuses(String app) {
    return of(ResourceType.CLUSTER).refuses(app) || of(ResourceType.ENDPOINTS).refuses(app);
  }

  @Override
  public boolean maySend(Resource resource) {
    var name = resource.name();
    return switch (resource.type()) {
      // Envoy would drop the endpoints it has and wait for new ones, which nobody knows yet.
      case CLUSTER -> !(of(ResourceType.CLUSTER).has(name) && desired.guessed(name));
      case ENDPOINTS ->
          !desired.guessed(name)
              || (desired.guessesTold() && !of(ResourceType.ENDPOINTS).has(name));
      case SCOPE -> of(ResourceType.CLUSTER).refuses(name) || reachable(name);
      case ROUTE -> true;
    };
  }

  private boolean reachable(String name) {
    var endpoints = of(ResourceType.ENDPOINTS);
    return of(ResourceType.CLUSTER).agrees(name)
        && (endpoints.agrees(name)
            || endpoints.refuses(name)
            || (desired.guessed(name) && endpoints.has(name)));
  }

  @Override
  public boolean mayRemove(ResourceType type, String name) {
    return switch (type) {
      case SCOPE -> true;
      case CLUSTER, ROUTE -> unreachable(name);
      // A cluster on its way would keep Envoy waiting for an answer.
      case ENDPOINTS ->
          !of(ResourceType.CLUSTER).has(name) || of(ResourceType.CLUSTER).getsSoon(name);
    };
  }

  private boolean unreachable(String name) {
    var scopes = of(ResourceType.SCOPE);
    return scopes.started() && !scopes.has(name) && !scopes.onItsWay(name);
  }

  private Subscription of(ResourceType type) {
    var subscription = subscriptions.get(type);
    if (subscription == null) {
      throw new IllegalStateException("every type has a subscription: " + type);
    }
    return subscription;
  }
}
