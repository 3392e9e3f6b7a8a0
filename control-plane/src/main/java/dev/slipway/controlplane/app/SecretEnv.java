package dev.slipway.controlplane.app;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Secret environment variables; never printed.
 *
 * @param version counted by the owner: a new number says that the values changed
 */
public record SecretEnv(SortedMap<String, String> values, long version) {
  public static final SecretEnv NONE = new SecretEnv(Collections.emptySortedMap(), 0);

  public SecretEnv {
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }

  @Override
  public String toString() {
    return "SecretEnv[names=%s, version=%d]".formatted(values.keySet(), version);
  }
}
