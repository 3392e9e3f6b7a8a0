package dev.slipway.controlplane.runtime.kubernetes;

import dev.slipway.controlplane.vocabulary.AppId;
import io.kubernetes.client.common.KubernetesObject;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Objects of one kind as last heard, by key and by the app that they belong to. */
final class Shelf<T> {
  private final Function<T, @Nullable AppId> app;
  private final Map<String, T> objects = new HashMap<>();
  private final Map<AppId, Map<String, T>> ofApps = new HashMap<>();

  /** What became of a key. */
  interface Changes<T> {
    void changed(@Nullable T before, @Nullable T after);
  }

  /**
   * @param app whose an object is; null: no app's
   */
  Shelf(Function<T, @Nullable AppId> app) {
    this.app = app;
  }

  static String key(KubernetesObject object) {
    return Names.namespace(object) + "/" + Names.of(object);
  }

  /** Objects of these keys and no others are there; equal ones are no change. */
  void replace(Map<String, T> all, Changes<T> changes) {
    Map<String, T> gone;
    synchronized (this) {
      gone = new HashMap<>(objects);
    }
    gone.keySet().removeAll(all.keySet());
    gone.keySet().forEach(key -> remove(key, changes));
    all.forEach((key, object) -> put(key, object, changes));
  }

  void put(String key, T object, Changes<T> changes) {
    T before;
    synchronized (this) {
      before = objects.put(key, object);
      index(key, before, object);
    }
    if (!Objects.equals(before, object)) {
      changes.changed(before, object);
    }
  }

  void remove(String key, Changes<T> changes) {
    T before;
    synchronized (this) {
      before = objects.remove(key);
      index(key, before, null);
    }
    if (before != null) {
      changes.changed(before, null);
    }
  }

  private void index(String key, @Nullable T before, @Nullable T after) {
    var left = before == null ? null : app.apply(before);
    var joined = after == null ? null : app.apply(after);
    if (left != null && !left.equals(joined)) {
      var rest = ofApps.get(left);
      if (rest != null) {
        rest.remove(key);
        if (rest.isEmpty()) {
          ofApps.remove(left);
        }
      }
    }
    if (joined != null && after != null) {
      ofApps.computeIfAbsent(joined, _ -> new TreeMap<>()).put(key, after);
    }
  }

  synchronized @Nullable T get(String key) {
    return objects.get(key);
  }

  /** Of one app, by key. */
  synchronized List<T> of(AppId id) {
    return List.copyOf(ofApps.getOrDefault(id, Map.of()).values());
  }

  synchronized Set<AppId> apps() {
    return new HashSet<>(ofApps.keySet());
  }

  synchronized Collection<T> all() {
    return List.copyOf(objects.values());
  }
}
