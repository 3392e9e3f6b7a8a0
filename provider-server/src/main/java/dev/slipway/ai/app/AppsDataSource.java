package dev.slipway.ai.app;

import static dev.slipway.provider.schema.Attributes.list;

import dev.slipway.ai.client.ControlPlane;
import dev.slipway.proto.v1.App;
import dev.slipway.provider.Context;
import dev.slipway.provider.DataSource;
import dev.slipway.provider.plan.Config;
import dev.slipway.provider.plan.State;
import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.schema.Schema;
import java.util.List;
import java.util.stream.Stream;

/** {@code data "ai_apps"}: the apps that fit. */
public final class AppsDataSource implements DataSource<ControlPlane> {
  private static final Attribute<List<App>> APPS =
      list("apps", AppView.SHAPE).computed().doc("In the order they were created.");

  private static final Schema SCHEMA =
      Schema.of(
          "Apps of the project.",
          Stream.concat(AppFilter.ATTRIBUTES.stream(), Stream.of(APPS)).toList());

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
    return config.toState().with(APPS, Lookup.list(AppFilter.request(config), context).toList());
  }
}
