package dev.slipway.ai;

import static dev.slipway.provider.schema.Attributes.string;

import dev.slipway.ai.app.AppDataSource;
import dev.slipway.ai.app.AppList;
import dev.slipway.ai.app.AppResource;
import dev.slipway.ai.app.AppsDataSource;
import dev.slipway.ai.app.PowerAction;
import dev.slipway.ai.catalog.FlavorsDataSource;
import dev.slipway.ai.catalog.RegionsDataSource;
import dev.slipway.ai.client.ControlPlane;
import dev.slipway.ai.client.Settings;
import dev.slipway.ai.function.HourlyPriceFunction;
import dev.slipway.ai.function.ImageReferenceFunction;
import dev.slipway.ai.function.ParseMemoryFunction;
import dev.slipway.ai.project.QuotaDataSource;
import dev.slipway.provider.Action;
import dev.slipway.provider.Call;
import dev.slipway.provider.DataSource;
import dev.slipway.provider.ListResource;
import dev.slipway.provider.Provider;
import dev.slipway.provider.ProviderFunction;
import dev.slipway.provider.Resource;
import dev.slipway.provider.plan.Config;
import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.schema.Schema;
import java.util.List;

/**
 * The provider {@code slipway/ai}: every resource works with one connection to the control plane.
 */
public final class AiProvider implements Provider<ControlPlane> {
  private static final Attribute<String> ENDPOINT =
      string("endpoint")
          .optional()
          .doc(
              "Address of the control plane's gRPC port, `host:port`; `https://host:port` for TLS."
                  + " Else `SLIPWAY_ENDPOINT`, else `127.0.0.1:8641`.");
  private static final Attribute<String> TOKEN =
      string("token")
          .optional()
          .sensitive()
          .doc(
              "Else `SLIPWAY_TOKEN`, else the operator token of the local control plane, in"
                  + " `operator.token` below `SLIPWAY_HOME` (`~/.slipway`).");
  private static final Attribute<String> PROJECT =
      string("project")
          .optional()
          .doc("Project to work in. Else `SLIPWAY_PROJECT`, else the token's default project.");
  private static final Attribute<String> REGION =
      string("region")
          .optional()
          .doc("Region of apps that name none. Else the control plane's default region.");
  private static final Attribute<String> CA_CERTIFICATE =
      string("ca_certificate")
          .optional()
          .doc("PEM certificate that the control plane's certificate is checked against.");

  @Override
  public String name() {
    return "ai";
  }

  @Override
  public String source() {
    return "slipway/ai";
  }

  @Override
  public Schema schema() {
    return Schema.of(
        "AI applications on your own GPUs, through a Slipway control plane.",
        ENDPOINT,
        TOKEN,
        PROJECT,
        REGION,
        CA_CERTIFICATE);
  }

  @Override
  public ControlPlane configure(Config config, Call call) {
    var settings =
        Settings.of(
            config.find(ENDPOINT),
            config.find(TOKEN),
            config.find(PROJECT),
            config.find(REGION),
            config.find(CA_CERTIFICATE),
            System.getenv());
    return ControlPlane.connect(settings, call.terraformVersion());
  }

  @Override
  public List<? extends Resource<ControlPlane>> resources() {
    return List.of(new AppResource());
  }

  @Override
  public List<? extends ListResource<ControlPlane>> listResources() {
    return List.of(new AppList(new AppResource()));
  }

  @Override
  public List<? extends Action<ControlPlane>> actions() {
    return PowerAction.all();
  }

  @Override
  public List<? extends DataSource<ControlPlane>> dataSources() {
    return List.of(
        new AppDataSource(),
        new AppsDataSource(),
        new FlavorsDataSource(),
        new RegionsDataSource(),
        new QuotaDataSource());
  }

  @Override
  public List<? extends ProviderFunction<?>> functions() {
    return List.of(
        new ImageReferenceFunction(), new HourlyPriceFunction(), new ParseMemoryFunction());
  }
}
