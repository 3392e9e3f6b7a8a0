package dev.slipway.controlplane.gateway.xds;

import com.google.rpc.Status;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One resource type on one stream: what the gateway asked for, what it has, what it lacks.
 *
 * <p>At most one response is on its way; what changes meanwhile is sent, once, in the next. When a
 * response of several resources is refused, each is sent again alone, so that a bad one costs the
 * others nothing.
 */
final class Subscription {
  /** The version of what a gateway was told not to exist. */
  private static final String ABSENT = "";

  private static final String WILDCARD = "*";

  /** May this be sent now? Answers may depend on what the gateway has of other types. */
  interface Order {
    boolean maySend(Resource resource);

    boolean mayRemove(ResourceType type, String name);
  }

  /**
   * What a request said.
   *
   * @param first it opened the subscription: for every name something may be known now
   * @param heard names of which it is now known, or no longer, what the gateway has
   * @param refusal of the last response, if it was refused
   */
  record Receipt(boolean first, Set<String> heard, Optional<Refusal> refusal) {
    static final Receipt NOTHING = new Receipt(false, Set.of(), Optional.empty());
  }

  private record Sent(String nonce, Map<String, String> versions) {}

  private final ResourceType type;
  private final Desired desired;

  private boolean started;
  private boolean wildcard;
  private boolean awaitsFirstAnswer;
  private final Set<String> names = new HashSet<>();
  private final Map<String, String> held = new HashMap<>();

  /** Names to look at: changed, asked for or held back since they were last sent. */
  private final Set<String> pending = new LinkedHashSet<>();

  /** Names to send even if the gateway has this version: it may have forgotten the content. */
  private final Set<String> forced = new HashSet<>();

  /** Names of a refused response, any of which may be the bad one. */
  private final Set<String> suspects = new LinkedHashSet<>();

  private final Map<String, String> refused = new HashMap<>();
  private @Nullable Sent inFlight;
  private long nonces;

  Subscription(ResourceType type, Desired desired) {
    this.type = type;
    this.desired = desired;
  }

  /** Takes in what the gateway says; the answer is up to {@link #next}. */
  Receipt receive(DeltaDiscoveryRequest request) {
    var first = !started;
    var heard = new HashSet<>(request.getResourceNamesUnsubscribeList());
    var refusal = acknowledge(request, heard);
    if (first) {
      start(request);
    } else {
      subscribe(request.getResourceNamesSubscribeList());
    }
    unsubscribe(request.getResourceNamesUnsubscribeList());
    return new Receipt(first, heard, refusal);
  }

  private void start(DeltaDiscoveryRequest request) {
    started = true;
    var asked = request.getResourceNamesSubscribeList();
    wildcard = asked.isEmpty() || asked.contains(WILDCARD);
    asked.stream().filter(name -> !name.equals(WILDCARD)).forEach(names::add);
    request.getInitialResourceVersionsMap().forEach(this::hold);
    held.values().removeIf(ABSENT::equals);
    pending.addAll(held.keySet());
    pending.addAll(names);
    forced.removeIf(name -> !wants(name));
    if (wildcard) {
      pending.addAll(desired.names(type));
      awaitsFirstAnswer = held.isEmpty();
    }
  }

  private void subscribe(List<String> asked) {
    for (var name : asked) {
      if (name.equals(WILDCARD)) {
        wildcard = true;
        pending.addAll(desired.names(type));
      } else {
        names.add(name);
        forced.add(name);
        pending.add(name);
      }
    }
  }

  private void unsubscribe(List<String> dropped) {
    for (var name : dropped) {
      if (name.equals(WILDCARD)) {
        wildcard = false;
        held.keySet().retainAll(names);
      } else if (names.remove(name) && !wildcard) {
        held.remove(name);
        refused.remove(name);
      }
    }
  }

  private Optional<Refusal> acknowledge(DeltaDiscoveryRequest request, Set<String> heard) {
    var sent = inFlight;
    if (sent == null || !sent.nonce().equals(request.getResponseNonce())) {
      return Optional.empty();
    }
    inFlight = null;
    heard.addAll(sent.versions().keySet());
    if (request.hasErrorDetail()) {
      return Optional.of(refuse(sent, request.getErrorDetail()));
    }
    sent.versions().forEach(this::hold);
    suspects.removeAll(sent.versions().keySet());
    return Optional.empty();
  }

  private void hold(String name, String version) {
    refused.remove(name);
    if (wants(name) && !(version.equals(ABSENT) && !names.contains(name))) {
      held.put(name, version);
    } else {
      held.remove(name);
    }
  }

  private Refusal refuse(Sent sent, Status why) {
    if (sent.versions().size() > 1) {
      suspects.addAll(sent.versions().keySet());
      pending.addAll(sent.versions().keySet());
    } else {
      refused.putAll(sent.versions());
      suspects.removeAll(sent.versions().keySet());
    }
    var reason = why.getMessage().strip().replaceAll("\\s+", " ");
    return new Refusal(type, List.copyOf(sent.versions().keySet()), reason);
  }

  /** The desired resource of this name became another, appeared or vanished. */
  void changed(String name) {
    if (wants(name)) {
      pending.add(name);
    }
  }

  /** Sends the resource again when the gateway wants it, whatever it has or says it has. */
  void resend(String name) {
    if (!started || wants(name)) {
      forced.add(name);
      pending.add(name);
    }
  }

  /** What is to be sent now, if anything. */
  Optional<DeltaDiscoveryResponse> next(Order order) {
    if (!started || inFlight != null) {
      return Optional.empty();
    }
    pending.removeIf(this::nothingToSay);
    suspects.retainAll(pending);
    var ready = pending.stream().filter(name -> maySay(name, order)).toList();
    if (awaitsFirstAnswer) {
      // A gateway opens its port on the first answer, so that has to be the whole of it.
      return ready.size() == pending.size() ? Optional.of(send(ready)) : Optional.empty();
    }
    var suspect = ready.stream().filter(suspects::contains).findFirst();
    var batch = suspect.map(List::of).orElse(ready);
    return batch.isEmpty() ? Optional.empty() : Optional.of(send(batch));
  }

  private boolean nothingToSay(String name) {
    if (!wants(name)) {
      return true;
    }
    var version = desiredVersion(name);
    if (version.equals(refused.get(name))) {
      return true;
    }
    if (version.equals(ABSENT) && !names.contains(name)) {
      return !held.containsKey(name);
    }
    return version.equals(held.get(name)) && !forced.contains(name);
  }

  private boolean maySay(String name, Order order) {
    var resource = desired.find(type, name);
    return resource == null ? order.mayRemove(type, name) : order.maySend(resource);
  }

  private DeltaDiscoveryResponse send(List<String> batch) {
    awaitsFirstAnswer = false;
    var nonce = Long.toString(++nonces);
    var response = DeltaDiscoveryResponse.newBuilder().setTypeUrl(type.url()).setNonce(nonce);
    var versions = new LinkedHashMap<String, String>();
    for (var name : new ArrayList<>(batch)) {
      var resource = desired.find(type, name);
      if (resource == null) {
        response.addRemovedResources(name);
      } else {
        response
            .addResourcesBuilder()
            .setName(name)
            .setVersion(resource.version())
            .setResource(resource.body());
      }
      versions.put(name, desiredVersion(name));
      pending.remove(name);
      forced.remove(name);
    }
    inFlight = new Sent(nonce, versions);
    return response.build();
  }

  private String desiredVersion(String name) {
    var resource = desired.find(type, name);
    return resource == null ? ABSENT : resource.version();
  }

  boolean started() {
    return started;
  }

  boolean wants(String name) {
    return wildcard || names.contains(name);
  }

  /** The gateway has some version of it. */
  boolean has(String name) {
    return !held.getOrDefault(name, ABSENT).equals(ABSENT);
  }

  boolean onItsWay(String name) {
    return inFlight != null && inFlight.versions().containsKey(name);
  }

  /** It is about to get some version of it. */
  boolean getsSoon(String name) {
    return inFlight != null && !inFlight.versions().getOrDefault(name, ABSENT).equals(ABSENT);
  }

  /** The gateway has acknowledged the desired version, or that there is none. */
  boolean agrees(String name) {
    return started
        && !onItsWay(name)
        && !forced.contains(name)
        && held.getOrDefault(name, ABSENT).equals(desiredVersion(name));
  }

  /** The gateway will not take the desired version. */
  boolean refuses(String name) {
    return desiredVersion(name).equals(refused.get(name));
  }
}
