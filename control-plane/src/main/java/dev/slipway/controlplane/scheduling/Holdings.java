package dev.slipway.controlplane.scheduling;

import dev.slipway.controlplane.vocabulary.AppId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Who holds how much of what there is, what is set aside, and what is left. */
final class Holdings {
  private final Map<Resource, Long> totals;
  private final Map<Resource, Long> free;
  private final Map<Resource, Long> sums = new HashMap<>();
  private final Map<Resource, TreeSet<Holder>> holders = new HashMap<>();
  private final Map<AppId, Demand> held = new HashMap<>();

  /** Names of those who have set something of it aside, oldest first. */
  private final Map<Resource, List<String>> waiting = new HashMap<>();

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
    holding.forEach(this::hold);
  }

  /** What the app holds, or null. */
  @Nullable Demand of(AppId app) {
    return held.get(app);
  }

  /** Gives an app what it wants instead of what it held. */
  void hold(Demand demand) {
    var before = held.put(demand.app(), demand);
    if (before != null) {
      add(before, -1);
    }
    add(demand, 1);
  }

  private void add(Demand demand, int sign) {
    Resource.needs(demand)
        .forEach((resource, amount) -> {
          take(resource, sign * amount);
          sums.merge(resource, sign * amount, Long::sum);
          var all = holders.computeIfAbsent(resource, _ -> new TreeSet<>());
          var holder = new Holder(demand.name(), amount, demand.app());
          boolean changed = sign > 0 ? all.add(holder) : all.remove(holder);
          assert changed : "%s is counted twice, or was not".formatted(demand);
        });
  }

  /** What the demand needs on top of what its app holds. */
  Map<Resource, Long> beyond(Demand demand) {
    var before = held.get(demand.app());
    Map<Resource, Long> has = before == null ? Map.of() : Resource.needs(before);
    var more = new LinkedHashMap<Resource, Long>();
    Resource.needs(demand)
        .forEach((resource, need) -> {
          long missing = need - has.getOrDefault(resource, 0L);
          if (missing > 0) {
            more.put(resource, missing);
          }
        });
    return more;
  }

  /** Keeps so much from those who come after this one. */
  void setAside(Demand demand, Map<Resource, Long> more) {
    more.forEach(this::take);
    Resource.needs(demand)
        .keySet()
        .forEach(resource ->
            waiting.computeIfAbsent(resource, _ -> new ArrayList<>()).add(demand.name()));
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
  SortedSet<Holder> holders(Resource resource) {
    var all = holders.get(resource);
    return all == null ? Collections.emptySortedSet() : Collections.unmodifiableSortedSet(all);
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
