package dev.slipway.controlplane.runtime.kubernetes;

import dev.slipway.controlplane.runtime.RuntimeUnavailableException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Whether a cluster is in reach, as far as the readers of its kinds can tell. */
final class Contact {
  /** How things stand with one kind. */
  private sealed interface State {
    /** Asked for, and not answered yet. */
    record Awaited() implements State {}

    record Heard() implements State {}

    record Away(Instant since, String why) implements State {}

    record Denied(String verb) implements State {}
  }

  private final String address;
  private final Runnable turned;
  private final Map<String, State> kinds = new TreeMap<>();

  /**
   * @param turned contact was lost, or is there, with every kind
   */
  Contact(String address, Runnable turned) {
    this.address = address;
    this.turned = turned;
  }

  synchronized void awaits(String kind) {
    kinds.put(kind, new State.Awaited());
  }

  void heard(String kind) {
    put(kind, new State.Heard());
  }

  private void put(String kind, State state) {
    boolean turns;
    synchronized (this) {
      var before = isComplete();
      kinds.put(
          kind,
          state instanceof State.Away(_, var why)
                  && kinds.get(kind) instanceof State.Away(var first, _)
              ? new State.Away(first, why)
              : state);
      turns = before != isComplete();
    }
    if (turns) {
      turned.run();
    }
  }

  /** Since when it is away stays as it was told first. */
  void away(String kind, Instant since, String why) {
    put(kind, new State.Away(since, why));
  }

  /**
   * The cluster answers, but keeps something from us.
   *
   * @param verb such as {@code list}
   */
  void denied(String kind, String verb) {
    put(kind, new State.Denied(verb));
  }

  /** Every kind was heard at least once, and none is away or denied. */
  synchronized boolean isComplete() {
    return kinds.values().stream().allMatch(State.Heard.class::isInstance);
  }

  /**
   * @throws RuntimeUnavailableException something is missing; rights first, for they come back only
   *     when somebody grants them
   */
  synchronized void require() {
    var denied =
        kinds.entrySet().stream()
            .filter(e -> e.getValue() instanceof State.Denied)
            .map(e -> ((State.Denied) e.getValue()).verb() + " " + e.getKey())
            .collect(Collectors.joining(", "));
    if (!denied.isEmpty()) {
      throw unavailable(
          "the cluster at %s denies us to %s: grant that in the role of Slipway's account"
              .formatted(address, denied));
    }
    for (var state : kinds.values()) {
      if (state instanceof State.Away(var since, var why)) {
        throw unavailable(
            "the cluster at %s has been out of reach since %s: %s"
                .formatted(address, since.truncatedTo(ChronoUnit.SECONDS), why));
      }
    }
    var awaited =
        kinds.entrySet().stream()
            .filter(e -> e.getValue() instanceof State.Awaited)
            .map(Map.Entry::getKey)
            .collect(Collectors.joining(", "));
    if (!awaited.isEmpty()) {
      throw unavailable(
          "the cluster at %s has not told yet what it has of %s".formatted(address, awaited));
    }
  }

  private static RuntimeUnavailableException unavailable(String message) {
    return new RuntimeUnavailableException(message);
  }
}
