package dev.slipway.controlplane.gateway.xds;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What every gateway should have. After a restart of this process the endpoints of an app are a
 * guess, none, until its runtime was observed; a guess never replaces what a gateway knows.
 *
 * <p>Not thread-safe.
 */
final class Desired {
  private final Map<ResourceType, Map<String, Resource>> resources =
      new EnumMap<>(ResourceType.class);
  private final Set<String> guessed = new HashSet<>();
  private boolean complete;
  private boolean guessesTold;

  Desired() {
    for (var type : ResourceType.values()) {
      resources.put(type, new HashMap<>());
    }
  }

  @Nullable Resource find(ResourceType type, String name) {
    return of(type).get(name);
  }

  Set<String> names(ResourceType type) {
    return of(type).keySet();
  }

  /** Returns whether this changes anything. */
  boolean put(Resource resource) {
    var before = of(resource.type()).put(resource.name(), resource);
    var guessedBefore =
        resource.type() == ResourceType.ENDPOINTS && guessed.remove(resource.name());
    return before == null || guessedBefore || !before.version().equals(resource.version());
  }

  /** Endpoints that hold only until somebody knows better. */
  void guess(Resource endpoints) {
    of(ResourceType.ENDPOINTS).put(endpoints.name(), endpoints);
    guessed.add(endpoints.name());
  }

  /** Returns whether it was there. */
  boolean remove(ResourceType type, String name) {
    if (type == ResourceType.ENDPOINTS) {
      guessed.remove(name);
    }
    return of(type).remove(name) != null;
  }

  /** The endpoints of this name are a guess. */
  boolean guessed(String name) {
    return guessed.contains(name);
  }

  Set<String> guesses() {
    return Set.copyOf(guessed);
  }

  /** False: resources may be missing here that a gateway rightly has. */
  boolean complete() {
    return complete;
  }

  void markComplete() {
    complete = true;
  }

  /** Gateways that know nothing better may be told guesses. */
  boolean guessesTold() {
    return guessesTold;
  }

  void tellGuesses() {
    guessesTold = true;
  }

  private Map<String, Resource> of(ResourceType type) {
    var table = resources.get(type);
    if (table == null) {
      throw new IllegalStateException("every type has a table: " + type);
    }
    return table;
  }
}
