package dev.slipway.provider.internal.protocol6;

import dev.slipway.provider.ProviderFunction;
import dev.slipway.provider.function.Signature;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A function, asked for its signature once. */
record OfferedFunction<R>(ProviderFunction<R> function, Signature<R> signature) {

  private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]*");

  /**
   * All of them.
   *
   * @throws IllegalArgumentException two of one name, or a name that is no identifier
   */
  static Map<String, OfferedFunction<?>> byName(List<? extends ProviderFunction<?>> functions) {
    var byName = new LinkedHashMap<String, OfferedFunction<?>>();
    for (var function : functions) {
      if (!NAME.matcher(function.name()).matches()) {
        throw new IllegalArgumentException(
            "function %s: a name is lower-case letters, digits and underscores, no digit first"
                .formatted(function.name()));
      }
      if (byName.putIfAbsent(function.name(), of(function)) != null) {
        throw new IllegalArgumentException(
            "two functions are named \"%s\"".formatted(function.name()));
      }
    }
    return Collections.unmodifiableMap(byName);
  }

  private static <R> OfferedFunction<R> of(ProviderFunction<R> function) {
    return new OfferedFunction<>(function, function.signature());
  }
}
