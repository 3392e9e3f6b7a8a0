package dev.slipway.acceptance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What a plan does, by the address of each resource. */
record Planned(Map<String, Change> changes) {

  /**
   * What it does to one resource.
   *
   * @param actions such as {@code no-op} or {@code update}
   * @param attributes paths of those that go from one known value to another
   */
  record Change(List<String> actions, boolean imports, List<String> attributes) {
    boolean isEmpty() {
      return actions.equals(List.of("no-op"));
    }
  }

  /** From {@code terraform show -json} of a plan. */
  static Planned of(JsonNode plan) {
    var changes = new LinkedHashMap<String, Change>();
    for (var resource : plan.path("resource_changes")) {
      var change = resource.path("change");
      var actions = change.path("actions").valueStream().map(JsonNode::asString).toList();
      var attributes = new ArrayList<String>();
      Differences.between(
          change.path("before"),
          change.path("after"),
          change.path("after_unknown"),
          attributes::add);
      changes.put(
          resource.path("address").asString(),
          new Change(actions, change.has("importing"), attributes));
    }
    return new Planned(changes);
  }

  Change of(String address) {
    var change = changes.get(address);
    if (change == null) {
      throw new AssertionError(address + " is not in the plan");
    }
    return change;
  }
}
