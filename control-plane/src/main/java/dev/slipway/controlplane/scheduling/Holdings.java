package dev.slipway.controlplane.scheduling;

import dev.slipway.controlplane.vocabulary.AppId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who holds how much of what there is, what is set aside, and what is left. */
final class Holdings {
  private final Map<Resource, Long> totals;
  private final Map<Resource, Long> free;
  private final Map<Resource, Long> sums = new HashMap<>();
  private final Map<AppId, Claim> held = new HashMap<>();

  /** Names of those who have set something of it aside, oldest first. */
  private final Map<Resource, List<String>> waiting = new HashMap<>();

  /** Made when somebody asks, of what is held then; the largest come first. */
  private @Nullable Map<Resource, List<Holder>> holders;

  /** A demand and what it takes of each resource. */
  record Claim(Demand demand, Map<Resource, Long> needs) {
    static Claim of(Demand demand) {
      return new Claim(demand, Resource.needs(demand));
    }
  }

  /** One app's part of a resource; the largest come first. */
  record Holder(String name, long amount, AppId app) implements Comparable<Holder> {
    @Override
    public int compareTo(Holder other) {
      int larger = Long.compare(other.amount, amount);
      return larger == 0 ? app.value().compareTo(other.app.value()) : larger;
    }
  }

  Holdings(Map<Resource, Long> totals, List<Demand> holding) {
    this.totals = totals;
    this.free = new HashMap<>(totals);
    holding.forEach(demand -> hold(Claim.of(demand)));
  }

  /** What the app holds, or null. */
  @Nullable Demand of(AppId app) {
    var claim = held.get(app);
    return claim == null ? null : claim.demand();
  }

  /** Gives an app what it wants instead of what it held. */
  void hold(Claim claim) {
    var before = held.put(claim.demand().app(), claim);
    if (before != null) {
      add(before, -1);
    }
    add(claim, 1);
    holders = null;
  }

  private void add(Claim claim, int sign) {
    claim
        .needs()
        .forEach((resource, amount) -> {
          take(resource, sign * amount);
          sums.merge(resource, sign * amount, Long::sum);
        });
  }

  /** What is needed on top of what the app holds. */
  Map<Resource, Long> beyond(Claim claim) {
    var before = held.get(claim.demand().app());
    if (before == null) {
      return claim.needs();
    }
    var more = new LinkedHashMap<Resource, Long>();
    claim
        .needs()
        .forEach((resource, need) -> {
          long missing = need - before.needs().getOrDefault(resource, 0L);
          if (missing > 0) {
            more.put(resource, missing);
          }
        });
    return more;
  }

  /** Keeps so much from those who come after this one. */
  void setAside(Claim claim, Map<Resource, Long> more) {
    more.forEach(this::take);
    for (var resource : claim.needs().keySet()) {
      waiting.computeIfAbsent(resource, _ -> new ArrayList<>()).add(claim.demand().name());
    }
  }

  private void take(Resource resource, long amount) {
    free.merge(resource, -amount, Math::addExact);
  }

  long total(Resource resource) {
    return totals.getOrDefault(resource, 0L);
  }

  /** What neither holds nor waits for; below nothing when more is set aside than there is. */
  long free(Resource resource) {
    return free.getOrDefault(resource, 0L);
  }

  /** What no app holds. */
  long unheld(Resource resource) {
    return Math.max(0, total(resource) - sums.getOrDefault(resource, 0L));
  }

  /** Everyone who holds something of it, the largest first. */
  List<Holder> holders(Resource resource) {
    var all = holders;
    if (all == null) {
      all = new HashMap<>();
      for (var claim : held.values()) {
        var demand = claim.demand();
        for (var need : claim.needs().entrySet()) {
          all.computeIfAbsent(need.getKey(), _ -> new ArrayList<>())
              .add(new Holder(demand.name(), need.getValue(), demand.app()));
        }
      }
      all.values().forEach(Collections::sort);
      holders = all;
    }
    return all.getOrDefault(resource, List.of());
  }

  /** How many wait for it by now. */
  int waiting(Resource resource) {
    return waiting.getOrDefault(resource, List.of()).size();
  }

  /** The names of the oldest who wait for it. */
  List<String> oldestWaiting(Resource resource, int most) {
    var names = waiting.getOrDefault(resource, List.of());
    return names.subList(0, Math.min(most, names.size()));
  }
}
