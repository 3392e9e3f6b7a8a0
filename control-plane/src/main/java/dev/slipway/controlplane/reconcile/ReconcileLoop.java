package dev.slipway.controlplane.reconcile;

import dev.slipway.controlplane.app.AppFeed;
import dev.slipway.controlplane.app.Apps;
import dev.slipway.controlplane.app.Roll;
import dev.slipway.controlplane.app.Standing;
import dev.slipway.controlplane.catalog.Catalog;
import dev.slipway.controlplane.runtime.Drivers;
import dev.slipway.controlplane.runtime.RuntimeDriver;
import dev.slipway.controlplane.runtime.RuntimeUnavailableException;
import dev.slipway.controlplane.scheduling.Ledger;
import dev.slipway.controlplane.scheduling.Quotas;
import dev.slipway.controlplane.vocabulary.AppId;
import dev.slipway.controlplane.vocabulary.RegionName;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at apps whenever something of them changes, and at all of them now and then. Closing it
 * leaves everything as it is; starting it anew goes on from what the store and the engines have.
 */
public final class ReconcileLoop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ReconcileLoop.class);
  private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(250), Duration.ofMinutes(1));

  /** Apps of a region that does not answer are looked at so often, and when it answers. */
  private static final Duration WHILE_SILENT = Duration.ofSeconds(5);

  /** How often a region that does not answer is asked. */
  private static final Duration UNTIL_HEARD = Duration.ofMillis(500);

  /** An app that fails so often in a row shows it to its owner. */
  private static final int FAILURES_TO_SHOW = 3;

  /**
   * After a round of admissions comes a pause of so many times what deciding took, within limits.
   */
  private static final int PAUSES = 9;

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  private final Apps apps;
  private final Roll roll;
  private final AppFeed feed;
  private final Drivers drivers;
  private final ReconcileProperties properties;
  private final Clock clock;
  private final Admissions admissions;
  private final Reconciler reconciler;
  private final Inbox inbox;
  private final WorkQueue queue = new WorkQueue();
  private final Semaphore permits;
  private final Semaphore wanted = new Semaphore(0);
  private final Map<AppId, Integer> failures = new ConcurrentHashMap<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  public ReconcileLoop(
      Apps apps,
      Roll roll,
      AppFeed feed,
      Catalog catalog,
      Quotas quotas,
      Drivers drivers,
      ReconcileProperties properties,
      Clock clock) {
    this.apps = apps;
    this.roll = roll;
    this.feed = feed;
    this.drivers = drivers;
    this.properties = properties;
    this.clock = clock;
    this.permits = new Semaphore(properties.parallelism());
    this.admissions = new Admissions(apps, roll, quotas, drivers, new Ledger(catalog), clock);
    this.inbox = new Inbox(queue::add, this::admit);
    this.reconciler =
        new Reconciler(
            apps, catalog, drivers, inbox, this::admit, properties.silenceGrace(), clock);
  }

  /** Starts looking: at every app there is, then at what changes. */
  public void start() {
    feed.listen(queue::add);
    drivers.watch(inbox);
    threads.execute(this::resync);
    drivers.all().forEach((region, driver) -> threads.execute(() -> hear(region, driver)));
    threads.execute(this::admitWhenWanted);
    threads.execute(this::work);
  }

  /** Has waiting apps looked at again soon: quota or capacity may have become free. */
  public void admit() {
    if (wanted.availablePermits() == 0) {
      wanted.release();
    }
  }

  private void work() {
    try {
      while (true) {
        permits.acquire();
        var id = queue.take();
        threads.execute(() -> {
          try {
            settle(id, look(id));
          } catch (InterruptedException closing) {
            LOG.atDebug().addKeyValue("app", id).log("left where it was");
          } finally {
            queue.done(id);
            permits.release();
          }
        });
      }
    } catch (InterruptedException closing) {
      LOG.atDebug().log("reconciling stops");
    }
  }

  private Outcome look(AppId id) throws InterruptedException {
    try {
      return reconciler.reconcile(id);
    } catch (RuntimeException e) {
      // A defect, or a store that does not answer: the app waits, the others go on.
      LOG.atError().setCause(e).addKeyValue("app", id).log("reconciling an app failed");
      if (failures.getOrDefault(id, 0) + 1 >= FAILURES_TO_SHOW) {
        show(id, e);
      }
      return new Outcome.Retry(BACKOFF.longest(), String.valueOf(e.getMessage()));
    }
  }

  private void show(AppId id, RuntimeException failure) {
    try {
      reconciler.broken(id, String.valueOf(failure.getMessage()));
    } catch (RuntimeException e) {
      LOG.atError().setCause(e).addKeyValue("app", id).log("nor can that be written down");
    }
  }

  private void settle(AppId id, Outcome outcome) {
    switch (outcome) {
      case Outcome.Settled() -> failures.remove(id);
      case Outcome.Retry(var atMost, var why) -> {
        int failed = failures.merge(id, 1, Integer::sum);
        var wait = new Backoff(BACKOFF.first(), atMost).after(failed);
        LOG.atInfo()
            .addKeyValue("app", id)
            .addKeyValue("failures", failed)
            .addKeyValue("wait", wait)
            .addKeyValue("reason", why)
            .log("trying an app again later");
        queue.addAfter(id, wait);
      }
      case Outcome.Silent(var why) -> {
        LOG.atDebug().addKeyValue("app", id).addKeyValue("reason", why).log("an app waits");
        queue.addAfter(id, WHILE_SILENT);
      }
      case Outcome.GiveUp(var why) -> {
        failures.remove(id);
        LOG.atWarn().addKeyValue("app", id).addKeyValue("reason", why).log("an app cannot go on");
      }
    }
  }

  private void admitWhenWanted() {
    try {
      while (true) {
        wanted.acquire();
        wanted.drainPermits();
        try {
          var deciding = admissions.round();
          // Where it takes long because there are many apps, what comes meanwhile is decided
          // together: however many come, a tenth of the time is spent on deciding.
          Thread.sleep(Collections.min(List.of(deciding.multipliedBy(PAUSES), LONGEST_PAUSE)));
        } catch (RuntimeException e) {
          LOG.atError().setCause(e).log("a round of admissions failed; trying again");
          Thread.sleep(BACKOFF.first());
          admit();
        }
      }
    } catch (InterruptedException closing) {
      LOG.atDebug().log("admitting stops");
    }
  }

  private void resync() {
    try {
      while (true) {
        try {
          reconciler.doubt();
          lookAtAll();
        } catch (RuntimeException e) {
          LOG.atError().setCause(e).log("looking at every app failed; trying again");
        }
        Thread.sleep(properties.resync());
      }
    } catch (InterruptedException closing) {
      LOG.atDebug().log("resyncing stops");
    }
  }

  /**
   * At every app that the store has, whatever was told of it. Of those in regions that do not
   * answer nothing can be learned yet, and after a start they may be thousands.
   */
  private void lookAtAll() {
    var unheard =
        roll.all().stream()
            .filter(app -> drivers.isSilent(app.region()))
            .map(Standing::id)
            .collect(Collectors.toSet());
    for (var id : apps.ids()) {
      if (unheard.contains(id)) {
        queue.addAfter(id, WHILE_SILENT);
      } else {
        queue.add(id);
      }
    }
  }

  private void hear(RegionName region, RuntimeDriver driver) {
    var complained = false;
    try {
      while (true) {
        var answers = ask(region, driver);
        var silence = drivers.silence(region);
        if (answers && complained) {
          complained = false;
          LOG.atInfo().addKeyValue("region", region).log("a region answers again");
        } else if (!complained && silence.isPresent() && isLong(silence.get())) {
          complained = true;
          LOG.atWarn()
              .addKeyValue("region", region)
              .addKeyValue("since", silence.get().since())
              .addKeyValue("reason", silence.get().reason())
              .log("a region does not answer");
        }
        Thread.sleep(answers ? properties.hearing() : UNTIL_HEARD);
      }
    } catch (InterruptedException closing) {
      LOG.atDebug().addKeyValue("region", region).log("hearing stops");
    }
  }

  private boolean isLong(Drivers.Silence silence) {
    return Duration.between(silence.since(), clock.instant()).compareTo(properties.silenceGrace())
        >= 0;
  }

  /**
   * Hears what the region has, and finds what nobody owns any more: that is removed.
   *
   * @return false when it should be asked again soon; true also after a defect, which haste would
   *     not mend
   */
  private boolean ask(RegionName region, RuntimeDriver driver) {
    var wasSilent = drivers.isSilent(region);
    try {
      drivers.askCapacity(region);
      if (wasSilent) {
        roll.all().stream()
            .filter(app -> app.region().equals(region))
            .forEach(app -> queue.add(app.id()));
      }
      admit();
      var present = driver.present();
      // Read afterwards: what has an owner by then is no leftover.
      var owned = new HashSet<>(apps.ids());
      present.stream().filter(id -> !owned.contains(id)).forEach(queue::add);
      return true;
    } catch (RuntimeUnavailableException e) {
      LOG.atDebug()
          .addKeyValue("region", region)
          .addKeyValue("reason", e.getMessage())
          .log("a region does not answer");
      return false;
    } catch (RuntimeException e) {
      LOG.atError().setCause(e).addKeyValue("region", region).log("asking a region failed");
      return true;
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
