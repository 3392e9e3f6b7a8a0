package dev.slipway.controlplane.scheduling;

import dev.slipway.controlplane.app.AppSpec;
import dev.slipway.controlplane.app.Resources;
import dev.slipway.controlplane.app.Standing;
import dev.slipway.controlplane.catalog.Catalog;
import dev.slipway.controlplane.catalog.Flavor;
import dev.slipway.controlplane.catalog.Region;
import dev.slipway.controlplane.runtime.Capacity;
import dev.slipway.controlplane.runtime.Node;
import dev.slipway.controlplane.vocabulary.AppId;
import dev.slipway.controlplane.vocabulary.NodeChoice;
import dev.slipway.controlplane.vocabulary.RegionName;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Puts apps, quotas and engines into the figures that the scheduler decides by. */
public final class Ledger {
  private static final String MACHINE = "machine";

  private final Catalog catalog;

  public Ledger(Catalog catalog) {
    this.catalog = catalog;
  }

  /**
   * The snapshot of these apps, all of every project.
   *
   * @param quotas in flavor units, by project
   * @param capacities of the regions whose engines have answered
   */
  public Snapshot snapshot(
      Collection<Standing> apps,
      Map<String, Demand.Units> quotas,
      Map<RegionName, Capacity> capacities) {
    return new Snapshot(
        quotas,
        pools(capacities),
        apps.stream().map(this::held).flatMap(Optional::stream).toList(),
        apps.stream().filter(Standing::waits).map(this::wanted).toList());
  }

  /** What an app of this spec would hold. */
  public Demand wanted(AppId id, String project, AppSpec spec, Instant since) {
    return demand(
        id, spec.name(), project, spec.region(), spec.resources(), spec.scaling().max(), since);
  }

  private Demand wanted(Standing app) {
    return demand(
        app.id(),
        app.name(),
        app.project(),
        app.region(),
        app.resources(),
        app.replicas(),
        app.since());
  }

  /** What the app holds now; empty when it is nothing. */
  private Optional<Demand> held(Standing app) {
    var admission = app.admission();
    var resources = admission.resources();
    return resources == null
        ? Optional.empty()
        : Optional.of(
            demand(
                app.id(),
                app.name(),
                app.project(),
                app.region(),
                resources,
                admission.replicas(),
                app.since()));
  }

  private Demand demand(
      AppId id,
      String name,
      String project,
      RegionName region,
      Resources resources,
      int replicas,
      Instant since) {
    int units = Math.multiplyExact(resources.units(), replicas);
    return new Demand(
        id,
        name,
        project,
        pool(region),
        switch (resources.kind()) {
          case CPU -> new Demand.Units(units, 0);
          case GPU -> new Demand.Units(0, units);
        },
        catalog
            .flavor(resources.flavor())
            .map(flavor -> shape(flavor, resources.units()))
            // A flavor that has left the catalog: only the quota still counts it.
            .orElse(new Shape(resources.flavor(), Amount.NONE, NodeChoice.ANY)),
        replicas,
        since);
  }

  /** What a replica of so many units takes. */
  public static Shape shape(Flavor flavor, int units) {
    return new Shape(
        flavor.id(),
        new Amount(flavor.cpus(), flavor.memory(), flavor.gpus(), flavor.gpuResource())
            .times(units),
        flavor.nodes());
  }

  private Map<String, Snapshot.Pool> pools(Map<RegionName, Capacity> capacities) {
    var sharing =
        catalog.regions().stream()
            .filter(region -> capacities.containsKey(region.name()))
            .collect(Collectors.groupingBy(region -> pool(region.name())));
    var pools = new HashMap<String, Snapshot.Pool>();
    sharing.forEach((name, regions) -> {
      var capacity = capacities.get(regions.getFirst().name());
      if (capacity != null) {
        pools.put(name, pool(regions, capacity));
      }
    });
    return pools;
  }

  private static Snapshot.Pool pool(List<Region> sharing, Capacity capacity) {
    int cpus = sharing.stream().mapToInt(Region::cpuOvercommit).max().orElse(1);
    int memory = sharing.stream().mapToInt(Region::memoryOvercommit).max().orElse(1);
    var names =
        sharing.stream().map(region -> region.name().value()).collect(Collectors.joining(", "));
    return new Snapshot.Pool(
        (sharing.size() == 1 ? "region " : "regions ") + names,
        Math.multiplyExact(capacity.cpus(), cpus),
        capacity.memory().times(memory),
        capacity.gpus(),
        capacity.nodes().stream().map(node -> given(node, cpus, memory)).toList());
  }

  /** The node with what it gives out, so many times over. */
  private static Node given(Node node, int cpus, int memory) {
    return new Node(
        node.name(),
        node.labels(),
        node.taints(),
        Math.multiplyExact(node.cpus(), cpus),
        node.memory().times(memory),
        node.gpus(),
        node.replicas());
  }

  /**
   * Names what the region gives out. Regions on one engine share it; of those on one cluster each
   * sees what the others use as taken from its nodes.
   */
  public String pool(RegionName name) {
    return catalog
        .region(name)
        .filter(region -> region.runtime().equals(Region.DOCKER))
        .map(region -> region.engine().isEmpty() ? MACHINE : region.engine())
        .orElse("region " + name);
  }
}
