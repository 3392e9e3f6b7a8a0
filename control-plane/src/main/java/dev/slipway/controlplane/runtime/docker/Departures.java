package dev.slipway.controlplane.runtime.docker;

import dev.slipway.controlplane.runtime.RuntimeUnavailableException;
import java.time.Duration;
import java.util.List;

/** Ends containers politely, beside the loop, and says when it is done. */
final class Departures {
  private final EngineClient client;
  private final Helpers helpers;
  private final Runnable done;

  /** What goes is told by {@code done} when it is gone; the engine has the details. */
  Departures(EngineClient client, Helpers helpers, Runnable done) {
    this.client = client;
    this.helpers = helpers;
    this.done = done;
  }

  /**
   * Waits, stops and removes.
   *
   * @param drain for requests in flight, before anything is stopped
   * @param grace from the signal to stop until the kill
   */
  void leave(Replica replica, List<Container> containers, Duration drain, Duration grace) {
    helpers.run(
        "stop " + replica.id,
        () -> {
          Thread.sleep(drain);
          for (var container : containers) {
            if (container.running()) {
              stopIfItLetsItself(container, grace);
            }
            Helpers.persist(() -> client.remove(container.id()));
          }
          done.run();
        });
  }

  /** Removal kills: a container that cannot be stopped, such as one without monitor, goes too. */
  private void stopIfItLetsItself(Container container, Duration grace) {
    try {
      client.stop(container.id(), grace);
    } catch (EngineException | RuntimeUnavailableException e) {
      // Whatever it was, what follows is the same.
    }
  }

  /** Stops the current run and keeps it. */
  void stop(Replica replica, Duration grace) {
    var container = replica.container;
    if (container != null) {
      helpers.run(
          "stop " + replica.id,
          () -> {
            Helpers.persist(() -> client.stop(container.id(), grace));
            done.run();
          });
    }
  }

  /** Removes the current run: stopping would wait for a process that is gone. */
  void discard(Replica replica) {
    var container = replica.container;
    if (container != null) {
      helpers.run(
          "discard " + replica.id,
          () -> {
            Helpers.persist(() -> client.remove(container.id()));
            done.run();
          });
    }
  }
}
