package dev.slipway.controlplane.api.grpc;

import dev.slipway.controlplane.app.App;
import dev.slipway.controlplane.app.AppFeed;
import dev.slipway.controlplane.app.AppState;
import dev.slipway.controlplane.app.Apps;
import dev.slipway.controlplane.app.Event;
import dev.slipway.controlplane.vocabulary.AppId;
import dev.slipway.proto.v1.WatchAppResponse;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Follows one app for one client. Every look reads the store, so a client that is slow skips
 * intermediate states of the app, and never an event.
 */
final class Watch implements Outlet.Source<WatchAppResponse> {
  private static final int EVENTS_PER_LOOK = 100;
  // Only so long could a lost wake-up go unseen.
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Apps apps;
  private final AppFeed feed;
  private final Function<App, dev.slipway.proto.v1.App> wire;
  private final AppId id;
  private long sequence;
  private @Nullable App sent;

  /**
   * @param afterSequence events after it are sent; negative: none of the past
   */
  Watch(
      Apps apps,
      AppFeed feed,
      Function<App, dev.slipway.proto.v1.App> wire,
      AppId id,
      long afterSequence) {
    this.apps = apps;
    this.feed = feed;
    this.wire = wire;
    this.id = id;
    this.sequence = afterSequence;
  }

  @Override
  public void sendTo(Outlet<WatchAppResponse> outlet) throws InterruptedException {
    try (var follower = feed.follow(id)) {
      if (sequence < 0) {
        sequence =
            apps.lastEvents(id, 0, 1).stream().mapToLong(Event::sequence).findFirst().orElse(0);
      }
      while (!look(outlet)) {
        follower.await(PATIENCE);
      }
    }
  }

  /**
   * Sends what is new: first the app as the client finds it, later events before the state that
   * they led to.
   *
   * @return the app is gone and all of it was told
   */
  private boolean look(Outlet<WatchAppResponse> outlet) throws InterruptedException {
    while (true) {
      var trace = apps.trace(id, sequence, EVENTS_PER_LOOK).orElseThrow(() -> Ids.unknown(id));
      var app = trace.app();
      boolean first = sent == null;
      if (first) {
        send(outlet, app);
      }
      for (var event : trace.events()) {
        outlet.send(WatchAppResponse.newBuilder().setEvent(EventWire.of(event)).build());
        sequence = event.sequence();
      }
      if (trace.events().size() < EVENTS_PER_LOOK) {
        if (!app.equals(sent)) {
          send(outlet, app);
        }
        return app.status().state() == AppState.DELETED;
      }
    }
  }

  private void send(Outlet<WatchAppResponse> outlet, App app) throws InterruptedException {
    outlet.send(WatchAppResponse.newBuilder().setApp(wire.apply(app)).build());
    sent = app;
  }
}
