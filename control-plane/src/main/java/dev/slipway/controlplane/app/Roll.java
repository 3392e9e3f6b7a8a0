package dev.slipway.controlplane.app;

import dev.slipway.controlplane.vocabulary.AppId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The {@link Standing} of every app, kept in memory, so that who counts them does not read the
 * whole store: after the first call only apps that were written to are read again.
 */
public final class Roll {
  private final Apps apps;
  private final Set<AppId> written = ConcurrentHashMap.newKeySet();
  private final Map<AppId, Standing> standings = new HashMap<>();
  private List<Standing> all = List.of();
  private boolean loaded;

  public Roll(Apps apps, AppFeed feed) {
    this.apps = apps;
    feed.listen(written::add);
  }

  /** Everyone, of every project, with all that was written before this call. */
  public synchronized List<Standing> all() {
    if (!loaded) {
      load();
    }
    var stale = List.copyOf(written);
    for (var id : stale) {
      refresh(id);
    }
    if (!stale.isEmpty()) {
      all = List.copyOf(standings.values());
    }
    return all;
  }

  private void load() {
    // What is written meanwhile is read again afterwards.
    written.clear();
    apps.all().forEach(app -> standings.put(app.id(), Standing.of(app)));
    all = List.copyOf(standings.values());
    loaded = true;
  }

  private void refresh(AppId id) {
    written.remove(id);
    Optional<App> app;
    try {
      app = apps.find(id);
    } catch (RuntimeException e) {
      written.add(id);
      throw e;
    }
    app.map(Standing::of)
        .ifPresentOrElse(standing -> standings.put(id, standing), () -> standings.remove(id));
  }
}
