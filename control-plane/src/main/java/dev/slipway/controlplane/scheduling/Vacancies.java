package dev.slipway.controlplane.scheduling;

import dev.slipway.controlplane.vocabulary.Memory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What no app holds. Apps that wait hold nothing yet, so one that comes may find them ahead. */
public final class Vacancies {
  private static final Vacancy NONE = new Vacancy(0, 0);

  private final Snapshot snapshot;
  private final Holdings holdings;
  private final Map<String, Nodes> nodes = new HashMap<>();

  /**
   * Units of a flavor that are free.
   *
   * @param units in all, each where it fits
   * @param largest the most of them that one replica could get: on one node of a cluster
   */
  public record Vacancy(int units, int largest) {}

  public Vacancies(Snapshot snapshot) {
    this.snapshot = snapshot;
    this.holdings = new Holdings(Resource.totals(snapshot), snapshot.holding());
    var holders = snapshot.holding().stream().collect(Collectors.groupingBy(Demand::pool));
    snapshot
        .pools()
        .forEach((name, pool) ->
            nodes.put(name, new Nodes(pool.nodes(), holders.getOrDefault(name, List.of()))));
  }

  /**
   * Of one flavor in one pool; nothing in a pool whose engine never answered.
   *
   * @param unit what one unit takes
   */
  public Vacancy of(String pool, Shape unit) {
    var there = nodes.get(pool);
    if (there == null) {
      return NONE;
    }
    int inAll = inAll(pool, unit.share());
    if (there.oneMachine()) {
      return new Vacancy(inAll, inAll);
    }
    var met = there.now(unit);
    return new Vacancy(
        Math.min(inAll, (int) met.replicas()), Math.min(inAll, (int) met.mostOnOne()));
  }

  private int inAll(String pool, Amount share) {
    long units = Integer.MAX_VALUE;
    for (var part : Part.ALL) {
      if (share.of(part) > 0) {
        var left = holdings.unheld(Resource.pool(pool, part, share.gpuResource()));
        units = Math.min(units, left / share.of(part));
      }
    }
    return (int) units;
  }

  /** What is left of a part in a pool, of GPUs whatever their kind. */
  public Left left(String name) {
    var pool = snapshot.pools().get(name);
    if (pool == null) {
      return new Left(0, Memory.NONE, 0);
    }
    return new Left(
        holdings.unheld(Resource.pool(name, Part.CPU, "")),
        new Memory(holdings.unheld(Resource.pool(name, Part.MEMORY, ""))),
        pool.gpus().keySet().stream()
            .mapToLong(kind -> holdings.unheld(Resource.pool(name, Part.GPU, kind)))
            .sum());
  }

  /** An amount of every part. */
  public record Left(long cpus, Memory memory, long gpus) {}
}
