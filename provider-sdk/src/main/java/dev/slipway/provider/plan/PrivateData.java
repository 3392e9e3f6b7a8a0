package dev.slipway.provider.plan;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a resource remembers of an object without showing it: texts by key, stored beside the state.
 * Not encrypted, so no place for secrets. Immutable.
 *
 * @param entries in alphabetical order
 */
public record PrivateData(Map<String, String> entries) {

  public static final PrivateData NONE = new PrivateData(Map.of());

  public PrivateData {
    entries = Collections.unmodifiableMap(new TreeMap<>(entries));
  }

  public Optional<String> find(String key) {
    return Optional.ofNullable(entries.get(key));
  }

  public PrivateData with(String key, String text) {
    var more = new TreeMap<>(entries);
    more.put(key, text);
    return new PrivateData(more);
  }

  public PrivateData without(String key) {
    var fewer = new TreeMap<>(entries);
    fewer.remove(key);
    return new PrivateData(fewer);
  }

  /** Keys only. */
  @Override
  public String toString() {
    return "PrivateData" + entries.keySet();
  }
}
