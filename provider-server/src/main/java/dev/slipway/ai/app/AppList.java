package dev.slipway.ai.app;

import dev.slipway.ai.client.ControlPlane;
import dev.slipway.proto.v1.App;
import dev.slipway.provider.ListResource;
import dev.slipway.provider.Resource;
import dev.slipway.provider.plan.Config;
import dev.slipway.provider.schema.Schema;
import java.util.stream.Stream;

/** {@code list "ai_app"}: apps to be brought under Terraform. */
public final class AppList implements ListResource<ControlPlane> {
  private static final Schema SCHEMA = Schema.of("Apps of the project.", AppFilter.ATTRIBUTES);

  private final AppResource resource;

  public AppList(AppResource resource) {
    this.resource = resource;
  }

  @Override
  public Resource<ControlPlane> resource() {
    return resource;
  }

  @Override
  public Schema schema() {
    return SCHEMA;
  }

  @Override
  public Stream<Found> list(Config config, Listing<ControlPlane> listing) {
    return Lookup.list(AppFilter.request(config), listing)
        .map(app ->
            new Found(
                displayName(app),
                Specs.state(listing.blank(), app, app.getStatus().getDriftList())));
  }

  private static String displayName(App app) {
    return "%s/%s".formatted(app.getSpec().getRegion(), app.getSpec().getName());
  }
}
