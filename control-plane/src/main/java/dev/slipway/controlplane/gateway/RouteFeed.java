package dev.slipway.controlplane.gateway;

import dev.slipway.controlplane.app.App;
import dev.slipway.controlplane.app.AppFeed;
import dev.slipway.controlplane.app.Apps;
import dev.slipway.controlplane.gateway.xds.Routes;
import dev.slipway.controlplane.vocabulary.AppId;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives every app in the store its host name, from before it runs until it is gone: first all there
 * are, then each one that was written to.
 */
final class RouteFeed implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(RouteFeed.class);
  private static final Duration STORE_RETRY = Duration.ofSeconds(1);

  private final Apps apps;
  private final Routes routes;
  private final HostNames hosts;
  private final LinkedBlockingQueue<AppId> written = new LinkedBlockingQueue<>();
  private @Nullable Thread worker;

  /** Listens from now on; acts once started. */
  RouteFeed(Apps apps, AppFeed feed, Routes routes, HostNames hosts) {
    this.apps = apps;
    this.routes = routes;
    this.hosts = hosts;
    feed.listenForSpecs(written::add);
  }

  /** Starts in the background; what was written before is read from the store. */
  synchronized void start() {
    worker = Thread.ofVirtual().name("route-feed").start(this::work);
  }

  private void work() {
    try {
      untilStoreAnswers(() -> apps.all().forEach(this::route));
      routes.complete();
      while (true) {
        // An app that is written to often is read once for all that has come.
        var ids = new LinkedHashSet<>(Set.of(written.take()));
        written.drainTo(ids);
        for (var id : ids) {
          untilStoreAnswers(
              () -> apps.find(id).ifPresentOrElse(this::route, () -> routes.remove(id)));
        }
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private void route(App app) {
    routes.add(app.id(), hosts.of(app));
  }

  private void untilStoreAnswers(Runnable step) throws InterruptedException {
    while (true) {
      try {
        step.run();
        return;
      } catch (RuntimeException e) {
        log.atError().setCause(e).log("Host names cannot be read from the store; trying again");
        Thread.sleep(STORE_RETRY);
      }
    }
  }

  @Override
  public synchronized void close() {
    if (worker == null) {
      return;
    }
    worker.interrupt();
    try {
      worker.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
