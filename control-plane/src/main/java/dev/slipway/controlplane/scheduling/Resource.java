package dev.slipway.controlplane.scheduling;

import dev.slipway.controlplane.vocabulary.Memory;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One thing that can run short.
 *
 * @param owner the project or the pool that has it
 * @param gpuResource the kind of a pool's GPUs; empty for everything else
 */
record Resource(Scope scope, String owner, Part part, String gpuResource) {
  enum Scope {
    QUOTA,
    POOL
  }

  enum Part {
    GPU,
    CPU,
    MEMORY
  }

  /** What the demand takes of each; what it does not touch is left out. */
  static Map<Resource, Long> needs(Demand demand) {
    var needs = new LinkedHashMap<Resource, Long>();
    needs.put(quota(demand.project(), Part.GPU), (long) demand.units().gpu());
    needs.put(quota(demand.project(), Part.CPU), (long) demand.units().cpu());
    var amount = demand.amount();
    needs.put(
        new Resource(Scope.POOL, demand.pool(), Part.GPU, amount.gpuResource()),
        (long) amount.gpus());
    needs.put(pool(demand.pool(), Part.CPU), (long) amount.cpus());
    needs.put(pool(demand.pool(), Part.MEMORY), amount.memory().bytes());
    needs.values().removeIf(need -> need == 0);
    return Collections.unmodifiableMap(needs);
  }

  static Map<Resource, Long> totals(Snapshot snapshot) {
    var totals = new LinkedHashMap<Resource, Long>();
    snapshot
        .quotas()
        .forEach((project, quota) -> {
          totals.put(quota(project, Part.GPU), (long) quota.gpu());
          totals.put(quota(project, Part.CPU), (long) quota.cpu());
        });
    snapshot
        .pools()
        .forEach((name, pool) -> {
          pool.gpus()
              .forEach((kind, count) ->
                  totals.put(new Resource(Scope.POOL, name, Part.GPU, kind), (long) count));
          totals.put(pool(name, Part.CPU), (long) pool.cpus());
          totals.put(pool(name, Part.MEMORY), pool.memory().bytes());
        });
    return totals;
  }

  private static Resource quota(String project, Part part) {
    return new Resource(Scope.QUOTA, project, part, "");
  }

  private static Resource pool(String name, Part part) {
    return new Resource(Scope.POOL, name, part, "");
  }

  /** The amount with its unit: {@code 2 GPUs}. */
  String words(long amount) {
    return switch (part) {
      case GPU -> amount + (amount == 1 ? " GPU" : " GPUs") + kind();
      case CPU -> amount + (amount == 1 ? " CPU" : " CPUs");
      case MEMORY -> new Memory(amount) + " of memory";
    };
  }

  /** The amount where the unit is clear from what was said before. */
  String figure(long amount) {
    return part == Part.MEMORY ? new Memory(amount).toString() : String.valueOf(amount);
  }

  private String kind() {
    return gpuResource.isEmpty() ? "" : " (" + gpuResource + ")";
  }

  /** Where it is counted: {@code the quota of project default}. */
  String place(Snapshot snapshot) {
    return switch (scope) {
      case QUOTA -> "the quota of project " + owner;
      case POOL -> {
        var pool = snapshot.pools().get(owner);
        yield pool == null ? owner : pool.title();
      }
    };
  }

  /** What to do when even all of it were not enough. */
  String remedy() {
    return switch (scope) {
      case QUOTA -> "raise the quota, or take fewer units or replicas";
      case POOL -> "choose another flavor or region, or take fewer units or replicas";
    };
  }
}
