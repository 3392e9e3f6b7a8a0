package dev.slipway.provider.schema;

import static dev.slipway.provider.schema.Attributes.duration;
import static dev.slipway.provider.schema.Attributes.object;

import dev.slipway.provider.value.Path;
import dev.slipway.provider.value.Value;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How long operations may take: a nested {@code timeouts} attribute in which users override the
 * defaults, {@code timeouts = { create = "10m" }}. The deadline is in the context of the operation.
 *
 * <pre>{@code
 * Schema.of("A note.", ID, TITLE)
 *     .timeouts(Timeouts.create(ofMinutes(10)).and(Operation.DELETE, ofMinutes(2)))
 * }</pre>
 */
public final class Timeouts {

  /** The limit of operations for which a resource declares none. */
  public static final Duration DEFAULT = Duration.ofMinutes(20);

  private static final String NAME = "timeouts";

  /** What may take time. */
  public enum Operation {
    CREATE,
    READ,
    UPDATE,
    DELETE;

    private String attributeName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Map<Operation, Duration> limits;

  private Timeouts(Map<Operation, Duration> limits) {
    this.limits = limits;
  }

  public static Timeouts create(Duration limit) {
    return new Timeouts(Map.of()).and(Operation.CREATE, limit);
  }

  /**
   * The same timeouts with this default for an operation.
   *
   * @throws IllegalArgumentException not a positive limit
   */
  public Timeouts and(Operation operation, Duration limit) {
    if (!limit.isPositive()) {
      throw new IllegalArgumentException(
          "timeout of %s must be positive: %s".formatted(operation, limit));
    }
    var more = new EnumMap<Operation, Duration>(Operation.class);
    more.putAll(limits);
    more.put(operation, limit);
    return new Timeouts(more);
  }

  Attribute<Nested> attribute() {
    return object(NAME, limits.keySet().stream().map(this::limit).toArray(Attribute<?>[]::new))
        .optional()
        .doc("How long operations may take.");
  }

  /**
   * The limit of an operation on an object: the user's, else the resource's.
   *
   * @param object configuration, plan or state; null leaves the default
   */
  public Duration limitOf(Operation operation, Value object) {
    var fallback = limits.get(operation);
    if (fallback == null) {
      return DEFAULT;
    }
    return Optional.of(object)
        .filter(value -> !value.isNull())
        .map(value -> value.attribute(NAME))
        .filter(timeouts -> timeouts.isKnown() && !timeouts.isNull())
        .map(timeouts -> timeouts.attribute(operation.attributeName()))
        .filter(limit -> limit.isKnown() && !limit.isNull())
        .map(limit -> Kind.DURATION.decode(limit, Path.of(NAME)))
        .orElse(fallback);
  }

  private Attribute<Duration> limit(Operation operation) {
    var fallback = GoDuration.format(limits.getOrDefault(operation, DEFAULT));
    return duration(operation.attributeName())
        .optional()
        .check(Check.that("longer than 0s", Duration::isPositive))
        .doc("Such as `90s` or `1h30m`; `" + fallback + "` by default.");
  }
}
