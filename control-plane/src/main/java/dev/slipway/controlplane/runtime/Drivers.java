package dev.slipway.controlplane.runtime;

import dev.slipway.controlplane.vocabulary.RegionName;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The regions' drivers, and what their engines were last known to have. */
public final class Drivers implements AutoCloseable {
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

  /**
   * What each engine has, as last heard. Asks those that have not been heard yet; those that have
   * never answered are absent.
   */
  public Map<RegionName, Capacity> capacities() {
    for (var region : drivers.keySet()) {
      if (!known.containsKey(region)) {
        hear(region);
      }
    }
    return Map.copyOf(known);
  }

  /**
   * Asks for what the region's engine has.
   *
   * @return empty when it does not answer; then what it was last known to have still counts
   */
  public Optional<Capacity> hear(RegionName region) {
    try {
      return Optional.of(askCapacity(region));
    } catch (RuntimeUnavailableException _) {
      return Optional.empty();
    }
  }

  /** Stops every driver; what runs keeps running. */
  @Override
  public void close() {
    drivers.values().forEach(RuntimeDriver::close);
  }
}
