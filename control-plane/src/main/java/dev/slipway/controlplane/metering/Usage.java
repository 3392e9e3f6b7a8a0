package dev.slipway.controlplane.metering;

import dev.slipway.controlplane.vocabulary.AppId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The minutes on disk. */
public interface Usage {
  /**
   * Adds minutes. The same app, minute, flavor and units again raises its replicas, never adds to
   * them, so writing twice counts once.
   */
  void record(List<UsageMinute> minutes);

  /**
   * Sums by app, flavor and currency, by app name and flavor.
   *
   * @param app or null: every app of the project, deleted ones too
   * @param from inclusive, rounded down to the minute
   * @param to exclusive, rounded up to the minute
   */
  List<UsageSum> sum(String project, @Nullable AppId app, Instant from, Instant to);
}
