package dev.slipway.controlplane.metering;

import dev.slipway.controlplane.app.App;
import dev.slipway.controlplane.app.AppFeed;
import dev.slipway.controlplane.app.Apps;
import dev.slipway.controlplane.app.Resources;
import dev.slipway.controlplane.vocabulary.AppId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes usage down: each app when something of it changes, and every app when a minute starts.
 * Minutes in which no control plane runs are not billed: nobody saw what was available.
 */
public final class Meter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Meter.class);

  private final Apps apps;
  private final Usage usage;
  private final Function<Resources, Optional<UsageMinute.Rate>> rates;
  private final Clock clock;
  private final LinkedBlockingQueue<AppId> changed = new LinkedBlockingQueue<>();
  private final Map<AppId, UsageMinute> written = new HashMap<>();
  private final Thread worker;

  /**
   * Meters until closed.
   *
   * @param rates the price of these resources; empty: they are not in the catalog any more, and
   *     nothing is billed for them
   */
  public Meter(
      Apps apps,
      AppFeed feed,
      Usage usage,
      Function<Resources, Optional<UsageMinute.Rate>> rates,
      Clock clock) {
    this.apps = apps;
    this.usage = usage;
    this.rates = rates;
    this.clock = clock;
    feed.listen(changed::add);
    this.worker = Thread.ofVirtual().name("meter").start(this::run);
  }

  private void run() {
    long minute = -1;
    try {
      while (true) {
        var now = clock.instant();
        try {
          if (UsageMinute.minuteOf(now) != minute) {
            minute = UsageMinute.minuteOf(now);
            changed.clear();
            written.clear();
            write(apps.all(), now);
          }
          var id = changed.poll(untilNextMinute(now).toMillis(), TimeUnit.MILLISECONDS);
          if (id != null) {
            write(changedApps(id), clock.instant());
          }
        } catch (RuntimeException e) {
          LOG.atError().setCause(e).log("usage was not written; trying again with the next change");
          Thread.sleep(Duration.ofSeconds(1));
          minute = -1;
        }
      }
    } catch (InterruptedException closed) {
      LOG.atDebug().log("the meter stops");
    }
  }

  private static Duration untilNextMinute(Instant now) {
    return Duration.between(now, Instant.ofEpochSecond((UsageMinute.minuteOf(now) + 1) * 60));
  }

  private List<App> changedApps(AppId first) {
    Set<AppId> ids = new HashSet<>();
    ids.add(first);
    changed.drainTo(ids);
    return ids.stream().map(apps::find).flatMap(Optional::stream).toList();
  }

  private void write(List<App> current, Instant now) {
    var minutes = current.stream().map(app -> minute(app, now)).flatMap(Optional::stream).toList();
    var news = minutes.stream().filter(this::isNews).toList();
    if (!news.isEmpty()) {
      usage.record(news);
      news.forEach(minute -> written.put(minute.app(), minute));
    }
  }

  private Optional<UsageMinute> minute(App app, Instant now) {
    return rates.apply(UsageMinute.held(app)).flatMap(rate -> UsageMinute.of(app, rate, now));
  }

  private boolean isNews(UsageMinute minute) {
    return !Objects.equals(written.get(minute.app()), minute);
  }

  @Override
  public void close() {
    worker.interrupt();
  }
}
