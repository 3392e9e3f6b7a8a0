package dev.slipway.controlplane.scheduling;

import dev.slipway.controlplane.vocabulary.AppId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Lets apps in, oldest first.
 *
 * <p>An app that must wait keeps its place: what it needs is set aside before younger ones are
 * looked at, so small apps never starve a large one; they may pass only through what it leaves. An
 * app that could not start even on an empty system sets nothing aside.
 */
public final class Scheduler {
  private static final Comparator<Demand> OLDEST_FIRST =
      Comparator.comparing(Demand::since).thenComparing(demand -> demand.app().value());
  private static final int NAMED_HOLDERS = 3;

  private final Snapshot snapshot;
  private final Map<Resource, Long> totals;
  private final Map<Resource, Long> free;
  private final Map<AppId, Map<Resource, Long>> held = new HashMap<>();

  /** Waiting apps that have set something aside, oldest first. */
  private final List<Demand> queue = new ArrayList<>();

  private Scheduler(Snapshot snapshot) {
    this.snapshot = snapshot;
    this.totals = Resource.totals(snapshot);
    this.free = new HashMap<>(totals);
    for (var holder : snapshot.holding()) {
      var needs = Resource.needs(holder);
      held.put(holder.app(), needs);
      needs.forEach(this::take);
    }
  }

  /** One decision for each waiting app, in the order in which they were looked at. */
  public static List<Decision> decide(Snapshot snapshot) {
    var scheduler = new Scheduler(snapshot);
    return snapshot.waiting().stream().sorted(OLDEST_FIRST).map(scheduler::decide).toList();
  }

  private Decision decide(Demand demand) {
    if (!snapshot.pools().containsKey(demand.pool())) {
      return new Decision.Wait(
          demand.app(),
          Decision.Cause.REGION_SILENT,
          "the engine of its region has not answered yet");
    }
    var needs = Resource.needs(demand);
    for (var need : needs.entrySet()) {
      if (need.getValue() > total(need.getKey())) {
        return new Decision.Wait(
            demand.app(),
            switch (need.getKey().scope()) {
              case QUOTA -> Decision.Cause.QUOTA_TOO_SMALL;
              case POOL -> Decision.Cause.REGION_TOO_SMALL;
            },
            impossible(need.getKey(), need.getValue()));
      }
    }
    var more = beyond(needs, held.getOrDefault(demand.app(), Map.of()));
    var shortage =
        more.entrySet().stream()
            .filter(need -> need.getValue() > free.getOrDefault(need.getKey(), 0L))
            .findFirst();
    if (shortage.isPresent()) {
      var decision =
          new Decision.Wait(
              demand.app(),
              Decision.Cause.TAKEN,
              reason(demand, shortage.get().getKey(), shortage.get().getValue()));
      more.forEach(this::take);
      queue.add(demand);
      return decision;
    }
    // What it held and needs no more comes free at once.
    held.getOrDefault(demand.app(), Map.of()).forEach((resource, n) -> take(resource, -n));
    needs.forEach(this::take);
    held.put(demand.app(), needs);
    return new Decision.Admit(demand.app());
  }

  /** What is needed on top of what is held; nothing is left out that has to be found. */
  private static Map<Resource, Long> beyond(Map<Resource, Long> needs, Map<Resource, Long> held) {
    var more = new LinkedHashMap<Resource, Long>();
    needs.forEach((resource, need) -> {
      long missing = need - held.getOrDefault(resource, 0L);
      if (missing > 0) {
        more.put(resource, missing);
      }
    });
    return more;
  }

  private void take(Resource resource, long amount) {
    free.merge(resource, -amount, Math::addExact);
  }

  private long total(Resource resource) {
    return totals.getOrDefault(resource, 0L);
  }

  private String impossible(Resource resource, long need) {
    long total = total(resource);
    return "needs %s at its most replicas, %s has %s: %s"
        .formatted(
            resource.words(need),
            resource.place(snapshot),
            total == 0 ? "none" : resource.figure(total),
            resource.remedy());
  }

  private String reason(Demand demand, Resource resource, long missing) {
    var growing = held.containsKey(demand.app()) ? " more" : "";
    long unheld = Math.max(0, total(resource) - heldInAll(resource));
    var text =
        "needs %s%s, %s of %s %s free in %s"
            .formatted(
                resource.words(missing),
                growing,
                resource.figure(unheld),
                resource.figure(total(resource)),
                unheld == 1 ? "is" : "are",
                resource.place(snapshot));
    var holders = holders(resource);
    if (!holders.isEmpty()) {
      text += ": " + holders;
    }
    var ahead =
        queue.stream()
            .filter(older -> Resource.needs(older).containsKey(resource))
            .map(Demand::name)
            .collect(Collectors.joining(", "));
    return ahead.isEmpty() ? text : text + "; older and waiting too: " + ahead;
  }

  private long heldInAll(Resource resource) {
    return held.values().stream().mapToLong(needs -> needs.getOrDefault(resource, 0L)).sum();
  }

  /** Such as {@code chat holds 2, search holds 1}: the largest holders. */
  private String holders(Resource resource) {
    var names = new HashMap<AppId, String>();
    snapshot.holding().forEach(demand -> names.put(demand.app(), demand.name()));
    snapshot.waiting().forEach(demand -> names.put(demand.app(), demand.name()));
    var holders =
        held.entrySet().stream()
            .filter(entry -> entry.getValue().containsKey(resource))
            .sorted(
                Comparator.<Map.Entry<AppId, Map<Resource, Long>>>comparingLong(
                        entry -> -entry.getValue().getOrDefault(resource, 0L))
                    .thenComparing(entry -> entry.getKey().value()))
            .toList();
    var largest =
        holders.stream()
            .limit(NAMED_HOLDERS)
            .map(entry ->
                "%s holds %s"
                    .formatted(
                        names.get(entry.getKey()),
                        resource.figure(entry.getValue().getOrDefault(resource, 0L))))
            .collect(Collectors.joining(", "));
    int others = holders.size() - NAMED_HOLDERS;
    return others > 0 ? largest + " and %d more hold the rest".formatted(others) : largest;
  }
}
