package dev.slipway.controlplane.catalog;

import dev.slipway.controlplane.app.Resources;
import dev.slipway.controlplane.vocabulary.Memory;
import dev.slipway.controlplane.vocabulary.NodeChoice;
import dev.slipway.controlplane.vocabulary.RegionName;
import java.math.BigDecimal;
import java.util.Set;

/**
 * A unit of compute.
 *
 * @param isDefault taken when a spec of this kind names no flavor
 * @param maxUnits most units per app
 * @param cpus whole CPUs per unit
 * @param gpus whole GPUs per unit; 0 for a CPU flavor
 * @param memory per unit
 * @param disk local and ephemeral, per unit
 * @param gpuResource the GPUs' kind as engines name it, such as {@code nvidia.com/gpu}; empty for a
 *     CPU flavor
 * @param nodes where in a cluster it is to be had
 * @param pricePerMinute per unit and started minute
 * @param regions where it can be had
 */
public record Flavor(
    String id,
    Resources.Kind kind,
    String description,
    boolean isDefault,
    int maxUnits,
    int cpus,
    int gpus,
    Memory memory,
    Memory disk,
    String gpuModel,
    Memory gpuMemory,
    String gpuResource,
    NodeChoice nodes,
    BigDecimal pricePerMinute,
    Set<RegionName> regions) {
  public Flavor {
    regions = Set.copyOf(regions);
  }
}
