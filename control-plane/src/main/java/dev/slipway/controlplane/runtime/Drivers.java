package dev.slipway.controlplane.runtime;

import dev.slipway.controlplane.vocabulary.RegionName;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The regions' drivers, and what their engines were last known to have. */
public final class Drivers implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Drivers.class);

  private final Map<RegionName, RuntimeDriver> drivers;
  private final Map<RegionName, Capacity> known = new ConcurrentHashMap<>();

  /** Regions whose capacity may have changed since it was asked. */
  private final Set<RegionName> changed = ConcurrentHashMap.newKeySet();

  private final Map<RegionName, Silence> silent = new ConcurrentHashMap<>();
  private final Clock clock;

  /**
   * A region that does not answer.
   *
   * @param since when it was first asked in vain
   * @param reason what it said last, or what kept it from saying anything
   */
  public record Silence(Instant since, String reason) {}

  public Drivers(Map<RegionName, RuntimeDriver> drivers) {
    this(drivers, Clock.systemUTC());
  }

  public Drivers(Map<RegionName, RuntimeDriver> drivers, Clock clock) {
    this.drivers = Map.copyOf(drivers);
    this.clock = clock;
  }

  /** Has every driver tell the listener what it sees. */
  public void watch(RuntimeListener listener) {
    drivers.forEach((region, driver) -> driver.watch(new Watch(region, listener)));
  }

  /** Notes which region's capacity is not what it was. */
  private final class Watch implements RuntimeListener {
    private final RegionName region;
    private final RuntimeListener listener;

    private Watch(RegionName region, RuntimeListener listener) {
      this.region = region;
      this.listener = listener;
    }

    @Override
    public void observed(Observation observation) {
      listener.observed(observation);
    }

    @Override
    public void happened(RuntimeEvent event) {
      listener.happened(event);
    }

    @Override
    public void capacityChanged() {
      changed.add(region);
      listener.capacityChanged();
    }
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
    changed.remove(region);
    try {
      var capacity = driver.capacity();
      known.put(region, capacity);
      silent.remove(region);
      return capacity;
    } catch (RuntimeUnavailableException e) {
      silent.merge(
          region,
          new Silence(clock.instant(), String.valueOf(e.getMessage())),
          (before, now) -> new Silence(before.since(), now.reason()));
      throw e;
    }
  }

  /** Whether a region of the catalog does not answer, or has not answered yet. */
  public boolean isSilent(RegionName region) {
    return drivers.containsKey(region)
        && (silent.containsKey(region) || !known.containsKey(region));
  }

  /** Since when and why the region does not answer; empty: it did when last asked. */
  public Optional<Silence> silence(RegionName region) {
    return Optional.ofNullable(silent.get(region));
  }

  /**
   * What each engine has, as last heard; asks those again that told of a change. Those that have
   * never answered are absent.
   */
  public Map<RegionName, Capacity> knownCapacities() {
    List.copyOf(changed).forEach(this::tryAsking);
    return Map.copyOf(known);
  }

  /**
   * What each engine has. Asks those that have not been heard yet; those that have never answered
   * are absent.
   */
  public Map<RegionName, Capacity> capacities() {
    drivers.keySet().stream().filter(region -> !known.containsKey(region)).forEach(this::tryAsking);
    return knownCapacities();
  }

  private void tryAsking(RegionName region) {
    try {
      var _ = askCapacity(region);
    } catch (RuntimeUnavailableException e) {
      LOG.atDebug()
          .addKeyValue("region", region)
          .addKeyValue("reason", e.getMessage())
          .log("a region does not answer");
    }
  }

  /** Stops every driver; what runs keeps running. */
  @Override
  public void close() {
    drivers.values().forEach(RuntimeDriver::close);
  }
}
