package dev.slipway.controlplane.app.jooq;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * What was made of the keys that were asked for last, so that it is not made again. Keys are all
 * that it is made of, so that it can never be out of date; values never change.
 */
final class Recent<K, V> {
  private final Function<K, V> make;
  private final Map<K, V> made;

  /**
   * @param most as many are kept
   */
  Recent(int most, Function<K, V> make) {
    this.make = make;
    this.made =
        Collections.synchronizedMap(
            new LinkedHashMap<>(16, 0.75f, true) {
              private static final long serialVersionUID = 1;

              @Override
              protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > most;
              }
            });
  }

  V of(K key) {
    // Made outside of the lock: two at once may both make it, and it is the same.
    var known = made.get(key);
    if (known != null) {
      return known;
    }
    var fresh = make.apply(key);
    made.put(key, fresh);
    return fresh;
  }
}
