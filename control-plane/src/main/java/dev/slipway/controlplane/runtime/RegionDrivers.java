package dev.slipway.controlplane.runtime;

import dev.slipway.controlplane.vocabulary.RegionName;
import java.util.Map;

/** The drivers of one kind, by the region that each cares for. */
public record RegionDrivers(Map<RegionName, RuntimeDriver> drivers) {
  public RegionDrivers {
    drivers = Map.copyOf(drivers);
  }
}
