package dev.slipway.acceptance;

import java.util.TreeSet;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** Names what differs between two JSON values, as attribute paths. */
final class Differences {
  private Differences() {}

  /**
   * Compares two states of a resource.
   *
   * @param unknown true where the value is only known after apply; such places are left out
   */
  static void between(JsonNode before, JsonNode after, JsonNode unknown, Consumer<String> sink) {
    between("", before, after, unknown, sink);
  }

  private static void between(
      String path, JsonNode before, JsonNode after, JsonNode unknown, Consumer<String> sink) {
    if (unknown.isBoolean() && unknown.booleanValue()) {
      return;
    }
    if (before.isObject() && after.isObject()) {
      var names = new TreeSet<String>(before.propertyNames());
      names.addAll(after.propertyNames());
      for (var name : names) {
        between(
            path.isEmpty() ? name : path + "." + name,
            before.path(name),
            after.path(name),
            unknown.path(name),
            sink);
      }
    } else if (!before.equals(after)) {
      sink.accept(path);
    }
  }
}
