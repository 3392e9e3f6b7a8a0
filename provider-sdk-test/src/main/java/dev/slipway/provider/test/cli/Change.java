package dev.slipway.provider.test.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * What a plan does to one resource.
 *
 * @param attributes paths of those that go from one known value to another, such as {@code
 *     scaling.fixed.replicas}
 */
public record Change(String address, Kind kind, boolean imports, List<String> attributes) {

  /** The kinds of change, in the CLIs' order of severity. */
  public enum Kind {
    NOTHING,
    CREATE,
    READ,
    UPDATE,
    REPLACE,
    DELETE,
    FORGET;

    private static Kind of(List<String> actions) {
      return switch (actions.size()) {
        case 2 -> REPLACE;
        default ->
            switch (actions.getFirst()) {
              case "no-op" -> NOTHING;
              case "create" -> CREATE;
              case "read" -> READ;
              case "update" -> UPDATE;
              case "delete" -> DELETE;
              case "forget" -> FORGET;
              case String other -> throw new IllegalArgumentException("unknown action " + other);
            };
      };
    }
  }

  /** From an element of {@code resource_changes}. */
  static Change of(JsonNode resource) {
    var change = resource.path("change");
    var attributes = new ArrayList<String>();
    compare(
        "", change.path("before"), change.path("after"), change.path("after_unknown"), attributes);
    return new Change(
        resource.path("address").asString(),
        Kind.of(change.path("actions").valueStream().map(JsonNode::asString).toList()),
        change.has("importing"),
        List.copyOf(attributes));
  }

  /** Places that only the apply will tell are left out. */
  private static void compare(
      String path, JsonNode before, JsonNode after, JsonNode unknown, List<String> differing) {
    if (unknown.isBoolean() && unknown.booleanValue()) {
      return;
    }
    if (before.isObject() && after.isObject()) {
      var names = new TreeSet<String>(before.propertyNames());
      names.addAll(after.propertyNames());
      for (var name : names) {
        compare(
            path.isEmpty() ? name : path + "." + name,
            before.path(name),
            after.path(name),
            unknown.path(name),
            differing);
      }
    } else if (!before.equals(after)) {
      differing.add(path);
    }
  }
}
