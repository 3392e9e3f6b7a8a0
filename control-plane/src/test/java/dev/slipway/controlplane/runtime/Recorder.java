package dev.slipway.controlplane.runtime;

import dev.slipway.controlplane.app.Endpoint;
import dev.slipway.controlplane.app.Traffic;
import dev.slipway.controlplane.vocabulary.AppId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Listener and gateway in one: writes down, in order, what a driver tells and asks for. */
public final class Recorder implements RuntimeListener, Traffic {
  /** Everything in the order in which it came. */
  public sealed interface Entry {
    AppId app();

    record Seen(Observation observation) implements Entry {
      @Override
      public AppId app() {
        return observation.app();
      }
    }

    record Happened(RuntimeEvent event) implements Entry {
      @Override
      public AppId app() {
        return event.app();
      }
    }

    record Served(AppId app, List<Endpoint> endpoints) implements Entry {}
  }

  private final List<Entry> entries = new CopyOnWriteArrayList<>();
  private volatile boolean silent;

  @Override
  public void observed(Observation observation) {
    entries.add(new Entry.Seen(observation));
  }

  @Override
  public void happened(RuntimeEvent event) {
    entries.add(new Entry.Happened(event));
  }

  @Override
  public boolean serve(AppId app, List<Endpoint> endpoints, Duration patience) {
    entries.add(new Entry.Served(app, endpoints));
    return !silent;
  }

  /** The gateway hears, but acknowledges nothing. */
  public void fallSilent() {
    silent = true;
  }

  public List<Entry> entries(AppId app) {
    return entries.stream().filter(e -> e.app().equals(app)).toList();
  }

  public List<RuntimeEvent> events(AppId app) {
    return entries(app).stream()
        .flatMap(e ->
            e instanceof Entry.Happened(var event)
                ? java.util.stream.Stream.of(event)
                : java.util.stream.Stream.empty())
        .toList();
  }

  public List<RuntimeEvent> events(AppId app, String code) {
    return events(app).stream().filter(e -> e.code().equals(code)).toList();
  }

  public List<Observation> observations(AppId app) {
    return entries(app).stream()
        .flatMap(e ->
            e instanceof Entry.Seen(var seen)
                ? java.util.stream.Stream.of(seen)
                : java.util.stream.Stream.empty())
        .toList();
  }

  /** The endpoints after each change, oldest first. */
  public List<List<Endpoint>> served(AppId app) {
    return entries(app).stream()
        .flatMap(e ->
            e instanceof Entry.Served(_, var endpoints)
                ? java.util.stream.Stream.of(endpoints)
                : java.util.stream.Stream.empty())
        .toList();
  }

  /** Where a request would go now. */
  public List<Endpoint> endpoints(AppId app) {
    var served = served(app);
    return served.isEmpty() ? List.of() : served.getLast();
  }
}
