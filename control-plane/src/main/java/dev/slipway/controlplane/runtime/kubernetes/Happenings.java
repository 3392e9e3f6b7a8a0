package dev.slipway.controlplane.runtime.kubernetes;

import io.kubernetes.client.openapi.models.CoreV1Event;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What is said about pods, by the pod. A pod's own objects and what is said about it come on two
 * ways, so that both may be first: sayings about unknown pods are kept too, as many as fit.
 */
final class Happenings {
  /** What a healthy pod makes much of, and nobody reads. */
  static final String FIELDS =
      "involvedObject.kind=Pod,reason!=Scheduled,reason!=Created,reason!=Started,reason!=Pulling";

  private static final int MOST = 20_000;

  private final Map<String, Happening> all = new LinkedHashMap<>();
  private final Map<String, Map<String, Happening>> byObject = new HashMap<>();

  static Happening of(CoreV1Event event) {
    var about = event.getInvolvedObject();
    var count = event.getCount();
    var series = event.getSeries();
    var last =
        series != null && series.getLastObservedTime() != null
            ? series.getLastObservedTime()
            : event.getLastTimestamp() != null ? event.getLastTimestamp() : event.getEventTime();
    return new Happening(
        String.valueOf(event.getMetadata().getUid()),
        about == null ? "" : String.valueOf(about.getUid()),
        about == null ? "" : String.valueOf(about.getKind()),
        about == null ? "" : Objects.requireNonNullElse(about.getFieldPath(), ""),
        "Warning".equals(event.getType()),
        String.valueOf(event.getReason()),
        Objects.requireNonNullElse(event.getMessage(), ""),
        count == null ? 1 : count,
        Pods.instant(last, Instant.EPOCH));
  }

  /** Returns the objects that other things are said of than before. */
  synchronized Set<String> replace(List<Happening> now) {
    var before = Map.copyOf(byObject);
    all.clear();
    byObject.clear();
    now.forEach(this::add);
    var changed = new HashSet<>(before.keySet());
    changed.addAll(byObject.keySet());
    changed.removeIf(object -> Objects.equals(before.get(object), byObject.get(object)));
    return changed;
  }

  synchronized void add(Happening happening) {
    drop(happening.uid());
    all.put(happening.uid(), happening);
    byObject
        .computeIfAbsent(happening.object(), _ -> new HashMap<>())
        .put(happening.uid(), happening);
    if (all.size() > MOST) {
      drop(all.keySet().iterator().next());
    }
  }

  synchronized void drop(String uid) {
    var old = all.remove(uid);
    if (old != null) {
      var rest = byObject.get(old.object());
      if (rest != null) {
        rest.remove(uid);
        if (rest.isEmpty()) {
          byObject.remove(old.object());
        }
      }
    }
  }

  /** Oldest first. */
  synchronized List<Happening> about(List<String> objects) {
    return objects.stream()
        .flatMap(object -> byObject.getOrDefault(object, Map.of()).values().stream())
        .sorted(Comparator.comparing(Happening::last).thenComparing(Happening::uid))
        .toList();
  }
}
