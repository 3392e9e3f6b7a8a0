package dev.slipway.controlplane.scheduling;

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

  /** What the demand takes of each; what it does not touch is left out. */
  static Map<Resource, Long> needs(Demand demand) {
    var needs = new LinkedHashMap<Resource, Long>();
    needs.put(quota(demand.project(), Part.GPU), (long) demand.units().gpu());
    needs.put(quota(demand.project(), Part.CPU), (long) demand.units().cpu());
    var amount = demand.amount();
    for (var part : Part.ALL) {
      needs.put(pool(demand.pool(), part, amount.gpuResource()), amount.of(part));
    }
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
              .forEach((kind, count) -> totals.put(pool(name, Part.GPU, kind), (long) count));
          totals.put(pool(name, Part.CPU, ""), (long) pool.cpus());
          totals.put(pool(name, Part.MEMORY, ""), pool.memory().bytes());
        });
    return totals;
  }

  private static Resource quota(String project, Part part) {
    return new Resource(Scope.QUOTA, project, part, "");
  }

  static Resource pool(String name, Part part, String gpuResource) {
    return new Resource(Scope.POOL, name, part, part == Part.GPU ? gpuResource : "");
  }

  /** What people choose its nodes for: GPUs, or CPUs where it wants none. */
  static Resource principal(Demand demand) {
    var share = demand.shape().share();
    return share.gpus() > 0
        ? pool(demand.pool(), Part.GPU, share.gpuResource())
        : pool(demand.pool(), Part.CPU, "");
  }

  /** The amount with its unit and, where it matters, its kind: {@code 2 GPUs (nvidia.com/gpu)}. */
  String words(long amount) {
    return part.words(amount) + kind();
  }

  /** The amount where the unit is clear from what was said before. */
  String figure(long amount) {
    return part.figure(amount);
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
