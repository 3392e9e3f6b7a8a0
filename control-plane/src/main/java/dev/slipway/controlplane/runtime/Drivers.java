package dev.slipway.controlplane.runtime;

import dev.slipway.controlplane.vocabulary.RegionName;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The regions' drivers, and what their engines were last known to have. */
public final class Drivers implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Drivers.class);

  private final Map<RegionName, RuntimeDriver> drivers;
  private final Map<RegionName, Capacity> known = new ConcurrentHashMap<>();

  public Drivers(Map<RegionName, RuntimeDriver> drivers) {
    this.drivers = Map.copyOf(drivers);
  }

  public Map<RegionName, RuntimeDriver> all() {
    return drivers;
  }

  /** Empty: the region is not, or no longer, in the catalog. */
  public Optional<RuntimeDriver> in(RegionName region) {
    return Optional.ofNullable(drivers.get(region));
  }

  /**
   * Asks the region's engine what it has, and remembers it.
   *
   * @throws RuntimeUnavailableException the engine does not answer
   */
  public Capacity askCapacity(RegionName region) {
    var driver = drivers.get(region);
    if (driver == null) {
      throw new IllegalArgumentException("no driver for region " + region);
    }
    var capacity = driver.capacity();
    known.put(region, capacity);
    return capacity;
  }

  /** What each engine has, as last heard; those that have never answered are absent. */
  public Map<RegionName, Capacity> knownCapacities() {
    return Map.copyOf(known);
  }

  /**
   * What each engine has. Asks those that have not been heard yet; those that have never answered
   * are absent.
   */
  public Map<RegionName, Capacity> capacities() {
    for (var region : drivers.keySet()) {
      if (!known.containsKey(region)) {
        try {
          var _ = askCapacity(region);
        } catch (RuntimeUnavailableException e) {
          LOG.atDebug()
              .addKeyValue("region", region)
              .addKeyValue("reason", e.getMessage())
              .log("a region has never answered");
        }
      }
    }
    return knownCapacities();
  }

  /** Stops every driver; what runs keeps running. */
  @Override
  public void close() {
    drivers.values().forEach(RuntimeDriver::close);
  }
}
