package dev.slipway.controlplane.reconcile;

import dev.slipway.controlplane.app.Caller;
import dev.slipway.controlplane.app.Event;
import dev.slipway.controlplane.runtime.Observation;
import dev.slipway.controlplane.runtime.RuntimeEvent;
import dev.slipway.controlplane.runtime.RuntimeListener;
import dev.slipway.controlplane.vocabulary.AppId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Keeps what runtimes tell until a worker writes it down, and has the app looked at. */
final class Inbox implements RuntimeListener {
  /** A runtime that tells more than this between two looks repeats itself; the oldest go. */
  private static final int MOST = 200;

  private final Consumer<AppId> look;
  private final Runnable admit;
  private final Map<AppId, List<Event>> events = new HashMap<>();

  /**
   * Empty.
   *
   * @param look has an app looked at
   * @param admit has waiting apps looked at
   */
  Inbox(Consumer<AppId> look, Runnable admit) {
    this.look = look;
    this.admit = admit;
  }

  @Override
  public void observed(Observation observation) {
    look.accept(observation.app());
  }

  @Override
  public void happened(RuntimeEvent event) {
    synchronized (events) {
      var kept = events.computeIfAbsent(event.app(), _ -> new ArrayList<>());
      kept.add(
          new Event(
              0,
              event.time(),
              event.warning() ? Event.Severity.WARNING : Event.Severity.NORMAL,
              event.code(),
              event.message(),
              event.revision(),
              event.replica(),
              Caller.SLIPWAY));
      if (kept.size() > MOST) {
        kept.removeFirst();
      }
    }
    look.accept(event.app());
  }

  @Override
  public void capacityChanged() {
    admit.run();
  }

  /** What was told of the app and is not {@link #written} yet, oldest first. */
  List<Event> of(AppId id) {
    synchronized (events) {
      return List.copyOf(events.getOrDefault(id, List.of()));
    }
  }

  void written(AppId id, List<Event> done) {
    synchronized (events) {
      var kept = events.get(id);
      if (kept != null) {
        kept.removeAll(done);
        if (kept.isEmpty()) {
          events.remove(id);
        }
      }
    }
  }
}
