package dev.slipway.controlplane.metering;

import dev.slipway.controlplane.app.App;
import dev.slipway.controlplane.app.AppState;
import dev.slipway.controlplane.app.Resources;
import dev.slipway.controlplane.vocabulary.AppId;
import dev.slipway.controlplane.vocabulary.RegionName;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/**
 * One app's use of one flavor in one minute.
 *
 * @param minute minutes since 1970, UTC
 * @param units per replica
 * @param replicas the most that were available at once in this minute
 * @param pricePerMinute per unit, at the time
 */
public record UsageMinute(
    AppId app,
    long minute,
    String project,
    String appName,
    RegionName region,
    String flavor,
    int units,
    int replicas,
    BigDecimal pricePerMinute,
    String currency) {

  /** The price of one unit for one started minute. */
  public record Rate(BigDecimal perMinute, String currency) {}

  public static long minuteOf(Instant time) {
    return Math.floorDiv(time.getEpochSecond(), 60);
  }

  /**
   * What the app, as it is at this moment, adds to the minute: its available replicas while it is
   * RUNNING or SCALING. What it holds counts, not what it waits for.
   */
  public static Optional<UsageMinute> of(App app, Rate rate, Instant now) {
    var state = app.status().state();
    boolean billed = state == AppState.RUNNING || state == AppState.SCALING;
    int replicas = app.status().availableReplicas();
    if (!billed || replicas == 0) {
      return Optional.empty();
    }
    var resources = held(app);
    return Optional.of(
        new UsageMinute(
            app.id(),
            minuteOf(now),
            app.project(),
            app.spec().name(),
            app.spec().region(),
            resources.flavor(),
            resources.units(),
            replicas,
            rate.perMinute(),
            rate.currency()));
  }

  /** What its replicas run on: what was let in, else what the spec says. */
  public static Resources held(App app) {
    var held = app.admission().resources();
    return held == null ? app.spec().resources() : held;
  }
}
