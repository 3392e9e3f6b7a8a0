package dev.slipway.ai.app;

import static dev.slipway.provider.schema.Attributes.set;
import static dev.slipway.provider.schema.Attributes.string;
import static dev.slipway.provider.schema.Checks.every;
import static dev.slipway.provider.schema.Checks.oneOf;
import static dev.slipway.provider.schema.Kind.STRING;

import dev.slipway.proto.v1.AppState;
import dev.slipway.proto.v1.ListAppsRequest;
import dev.slipway.provider.plan.Config;
import dev.slipway.provider.schema.Attribute;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** By what apps are searched. */
final class AppFilter {
  private static final String[] STATES =
      Arrays.stream(AppState.values())
          .filter(s -> s != AppState.UNRECOGNIZED && s != AppState.APP_STATE_UNSPECIFIED)
          .map(AppState::name)
          .toArray(String[]::new);

  private static final Attribute<String> LABEL_SELECTOR =
      string("label_selector")
          .optional()
          .doc("Terms joined by commas: `key=value`, `key!=value`, `key`, `!key`.");
  private static final Attribute<String> REGION =
      string("region").optional().doc("Only apps in this region.");
  private static final Attribute<Set<String>> IN_STATES =
      set("states", STRING)
          .optional()
          .check(every(oneOf(STATES)))
          .doc("Only apps in these states.");

  static final List<Attribute<?>> ATTRIBUTES = List.of(LABEL_SELECTOR, REGION, IN_STATES);

  private AppFilter() {}

  static ListAppsRequest.Builder request(Config config) {
    var request =
        ListAppsRequest.newBuilder()
            .setLabelSelector(config.get(LABEL_SELECTOR, ""))
            .setRegion(config.get(REGION, ""));
    config.get(IN_STATES, Set.of()).stream().map(AppState::valueOf).forEach(request::addStates);
    return request;
  }
}
