package dev.slipway.ai.app;

import static dev.slipway.provider.schema.Attributes.string;
import static dev.slipway.provider.schema.Rules.exactlyOneOf;
import static dev.slipway.provider.schema.Rules.requires;

import dev.slipway.ai.client.ControlPlane;
import dev.slipway.provider.Context;
import dev.slipway.provider.DataSource;
import dev.slipway.provider.plan.Config;
import dev.slipway.provider.plan.State;
import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.schema.Schema;
import java.util.ArrayList;
import java.util.List;

/** {@code data "ai_app"}: one app, by id or by name. */
public final class AppDataSource implements DataSource<ControlPlane> {
  private static final Attribute<String> ID =
      string("id").optional().computed().doc("Look the app up by its id …");
  private static final Attribute<String> NAME =
      string("name").optional().computed().doc("… or by its name.");
  private static final Attribute<String> REGION =
      string("region").optional().computed().doc("Needed when several regions have the name.");

  private static final Schema SCHEMA =
      Schema.of("An app that exists, whoever made it.", attributes())
          .rules(exactlyOneOf(ID, NAME), requires(REGION, NAME));

  private static List<Attribute<?>> attributes() {
    var attributes = new ArrayList<Attribute<?>>(List.of(ID, NAME, REGION));
    attributes.addAll(AppView.OTHERS);
    return attributes;
  }

  @Override
  public String typeName() {
    return "ai_app";
  }

  @Override
  public Schema schema() {
    return SCHEMA;
  }

  @Override
  public State read(Config config, Context<ControlPlane> context) {
    var app =
        config
            .find(ID)
            .map(id -> Lookup.byId(id, context))
            .orElseGet(() -> Lookup.byName(config.get(NAME), config.get(REGION, ""), context));
    var state =
        config
            .toState()
            .with(ID, app.getId())
            .with(NAME, app.getSpec().getName())
            .with(REGION, app.getSpec().getRegion());
    for (var field : AppView.FIELDS) {
      state = field.write(state, app);
    }
    return state;
  }
}
