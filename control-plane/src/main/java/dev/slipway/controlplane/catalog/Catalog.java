package dev.slipway.controlplane.catalog;

import dev.slipway.controlplane.app.Resources;
import dev.slipway.controlplane.app.Scaling;
import dev.slipway.controlplane.vocabulary.RegionName;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** Everything on offer, in the order of its file. */
public record Catalog(String currency, Limits limits, List<Region> regions, List<Flavor> flavors) {
  private static final BigDecimal MINUTES_PER_HOUR = BigDecimal.valueOf(60);

  public Catalog {
    regions = List.copyOf(regions);
    flavors = List.copyOf(flavors);
  }

  public Optional<Region> region(RegionName name) {
    return regions.stream().filter(region -> region.name().equals(name)).findFirst();
  }

  public Optional<Flavor> flavor(String id) {
    return flavors.stream().filter(flavor -> flavor.id().equals(id)).findFirst();
  }

  /** Flavors of this kind that the region has. */
  public List<Flavor> flavors(RegionName region, Resources.Kind kind) {
    return flavors.stream()
        .filter(flavor -> flavor.kind() == kind && flavor.regions().contains(region))
        .toList();
  }

  /** The region of a spec that names none: the only one, or the one marked as default. */
  public Optional<Region> defaultRegion() {
    return regions.size() == 1
        ? Optional.of(regions.getFirst())
        : regions.stream().filter(Region::isDefault).findFirst();
  }

  /** The flavor of a spec that names none: the only one of its kind there, or the default. */
  public Optional<Flavor> defaultFlavor(RegionName region, Resources.Kind kind) {
    var candidates = flavors(region, kind);
    return candidates.size() == 1
        ? Optional.of(candidates.getFirst())
        : candidates.stream().filter(Flavor::isDefault).findFirst();
  }

  /** The most units that one app may take of this flavor. */
  public int maxUnits(Flavor flavor) {
    return Math.min(
        flavor.maxUnits(),
        switch (flavor.kind()) {
          case CPU -> limits.cpuUnits();
          case GPU -> limits.gpuUnits();
        });
  }

  /**
   * The price of these resources at these scales.
   *
   * @throws IllegalArgumentException the flavor is not in the catalog
   */
  public Price price(Resources resources, Scaling scaling) {
    var flavor =
        flavor(resources.flavor())
            .orElseThrow(() -> new IllegalArgumentException("no flavor " + resources.flavor()));
    var perReplica =
        flavor
            .pricePerMinute()
            .multiply(MINUTES_PER_HOUR)
            .multiply(BigDecimal.valueOf(resources.units()));
    return new Price(
        plain(perReplica.multiply(BigDecimal.valueOf(scaling.min()))),
        plain(perReplica.multiply(BigDecimal.valueOf(scaling.max()))),
        currency);
  }

  /** With two decimals at least, and no more than the amount needs. */
  private static BigDecimal plain(BigDecimal amount) {
    var shortest = amount.stripTrailingZeros();
    return shortest.scale() < 2 ? shortest.setScale(2) : shortest;
  }
}
