package dev.slipway.provider.test.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * What a CLI remembers, of all modules.
 *
 * @param resources managed ones and data sources
 */
public record State(List<Instance> resources) {

  /** From {@code show -json}. */
  static State of(JsonNode json) {
    var resources = new ArrayList<Instance>();
    collect(json.path("values").path("root_module"), resources);
    return new State(List.copyOf(resources));
  }

  private static void collect(JsonNode module, List<Instance> resources) {
    module.path("resources").valueStream().map(Instance::of).forEach(resources::add);
    module.path("child_modules").forEach(child -> collect(child, resources));
  }

  /**
   * One resource.
   *
   * @param address such as {@code module.lab.ai_app.demo["one"]}
   */
  public Instance of(String address) {
    return resources.stream()
        .filter(resource -> resource.address().equals(address))
        .findFirst()
        .orElseThrow(() ->
            new AssertionError(
                "%s is not in state, only: %s"
                    .formatted(
                        address,
                        resources.stream()
                            .map(Instance::address)
                            .collect(Collectors.joining(" ")))));
  }
}
