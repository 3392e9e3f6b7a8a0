package dev.slipway.ai.app;

import static dev.slipway.provider.schema.Attributes.list;
import static dev.slipway.provider.schema.Attributes.set;
import static dev.slipway.provider.schema.Attributes.string;
import static dev.slipway.provider.schema.Checks.every;
import static dev.slipway.provider.schema.Checks.oneOf;
import static dev.slipway.provider.schema.Kind.STRING;

import dev.slipway.ai.client.ControlPlane;
import dev.slipway.proto.v1.App;
import dev.slipway.proto.v1.AppState;
import dev.slipway.proto.v1.ListAppsRequest;
import dev.slipway.provider.Context;
import dev.slipway.provider.DataSource;
import dev.slipway.provider.plan.Config;
import dev.slipway.provider.plan.State;
import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.schema.Schema;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** {@code data "ai_apps"}: the apps that fit. */
public final class AppsDataSource implements DataSource<ControlPlane> {
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
  private static final Attribute<List<App>> APPS =
      list("apps", AppView.SHAPE).computed().doc("In the order they were created.");

  private static final Schema SCHEMA =
      Schema.of("Apps of the project.", LABEL_SELECTOR, REGION, IN_STATES, APPS);

  @Override
  public String typeName() {
    return "ai_apps";
  }

  @Override
  public Schema schema() {
    return SCHEMA;
  }

  @Override
  public State read(Config config, Context<ControlPlane> context) {
    var request =
        ListAppsRequest.newBuilder()
            .setLabelSelector(config.get(LABEL_SELECTOR, ""))
            .setRegion(config.get(REGION, ""));
    config.get(IN_STATES, Set.of()).stream().map(AppState::valueOf).forEach(request::addStates);
    return config.toState().with(APPS, Lookup.list(request, context));
  }
}
