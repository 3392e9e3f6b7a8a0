package dev.slipway.provider.internal.protocol6;

import dev.slipway.proto.tfplugin6.ActionSchema;
import dev.slipway.proto.tfplugin6.ConfigureProvider;
import dev.slipway.proto.tfplugin6.GetMetadata;
import dev.slipway.proto.tfplugin6.GetProviderSchema;
import dev.slipway.proto.tfplugin6.ServerCapabilities;
import dev.slipway.proto.tfplugin6.ValidateProviderConfig;
import dev.slipway.provider.diag.Failure;
import dev.slipway.provider.internal.engine.Proposal;
import dev.slipway.provider.plan.Config;
import dev.slipway.provider.schema.UnknownValueException;
import dev.slipway.provider.value.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What Terraform asks of the provider as a whole. */
final class ProviderCalls<C> {

  /**
   * Set while a session is recorded for an AOT cache: Terraform then asks every process it starts
   * for the schema, so that the one with most calls has all of them.
   */
  private static final boolean RECORDED = Boolean.getBoolean("slipway.provider.recorded");

  private static final ServerCapabilities CAPABILITIES =
      ServerCapabilities.newBuilder()
          .setPlanDestroy(true)
          .setGetProviderSchemaOptional(!RECORDED)
          .setMoveResourceState(true)
          .setGenerateResourceConfig(true)
          .build();

  private final Offer<C> offer;

  ProviderCalls(Offer<C> offer) {
    this.offer = offer;
  }

  GetMetadata.Response metadata() {
    var response = GetMetadata.Response.newBuilder().setServerCapabilities(CAPABILITIES);
    offer
        .resources()
        .keySet()
        .forEach(name ->
            response.addResources(GetMetadata.ResourceMetadata.newBuilder().setTypeName(name)));
    offer
        .dataSources()
        .keySet()
        .forEach(name ->
            response.addDataSources(GetMetadata.DataSourceMetadata.newBuilder().setTypeName(name)));
    offer
        .ephemerals()
        .keySet()
        .forEach(name ->
            response.addEphemeralResources(
                GetMetadata.EphemeralMetadata.newBuilder().setTypeName(name)));
    offer
        .lists()
        .keySet()
        .forEach(name ->
            response.addListResources(
                GetMetadata.ListResourceMetadata.newBuilder().setTypeName(name)));
    offer
        .actions()
        .keySet()
        .forEach(
            name -> response.addActions(GetMetadata.ActionMetadata.newBuilder().setTypeName(name)));
    offer
        .functions()
        .keySet()
        .forEach(
            name -> response.addFunctions(GetMetadata.FunctionMetadata.newBuilder().setName(name)));
    offer
        .stateStores()
        .keySet()
        .forEach(name ->
            response.addStateStores(GetMetadata.StateStoreMetadata.newBuilder().setTypeName(name)));
    return response.build();
  }

  GetProviderSchema.Response schema() {
    var response =
        GetProviderSchema.Response.newBuilder()
            .setProvider(SchemaMessages.configuration(offer.schema()))
            .setServerCapabilities(CAPABILITIES);
    // Terraform sends what modules say only to a provider with a schema for it.
    if (!offer.meta().schema().shape().attributes().isEmpty()) {
      response.setProviderMeta(SchemaMessages.configuration(offer.meta().schema()));
    }
    offer
        .resources()
        .forEach((name, offered) ->
            response.putResourceSchemas(name, SchemaMessages.message(offered.schema())));
    offer
        .dataSources()
        .forEach((name, offered) ->
            response.putDataSourceSchemas(name, SchemaMessages.message(offered.schema())));
    offer
        .ephemerals()
        .forEach((name, offered) ->
            response.putEphemeralResourceSchemas(name, SchemaMessages.message(offered.schema())));
    offer
        .lists()
        .forEach((name, offered) ->
            response.putListResourceSchemas(name, SchemaMessages.configuration(offered.schema())));
    offer
        .actions()
        .forEach((name, offered) ->
            response.putActionSchemas(
                name,
                ActionSchema.newBuilder()
                    .setSchema(SchemaMessages.configuration(offered.schema()))
                    .build()));
    offer
        .functions()
        .forEach((name, offered) ->
            response.putFunctions(name, SchemaMessages.message(offered.signature())));
    offer
        .stateStores()
        .forEach((name, offered) ->
            response.putStateStoreSchemas(name, SchemaMessages.configuration(offered.schema())));
    return response.build();
  }

  ValidateProviderConfig.Response validate(
      ValidateProviderConfig.Request request, Session<C> session) throws Exception {
    var shape = offer.schema().shape();
    var config = Messages.value(request.getConfig(), shape.type());
    return ValidateProviderConfig.Response.newBuilder()
        .addAllDiagnostics(Validation.run(shape, config, true, offer.provider()::validate, session))
        .build();
  }

  /**
   * The client that the configuration makes; null where it depends on what is not known yet, and
   * Terraform allows to put off what needs it.
   */
  @Nullable C configure(ConfigureProvider.Request request, Session<C> session) throws Exception {
    session.calledBy(request.getTerraformVersion());
    var shape = offer.schema().shape();
    var config = Proposal.defaulted(shape, Messages.value(request.getConfig(), shape.type()));
    try {
      return Objects.requireNonNull(
          offer.provider().configure(new Config(shape.view(config, Path.ROOT)), session),
          "configure returned null");
    } catch (UnknownValueException e) {
      if (request.getClientCapabilities().getDeferralAllowed()) {
        return null;
      }
      throw new Failure(
              e.path(),
              "The provider's configuration is not known yet",
              "%s depends on something that is known only after apply. Give it a value that is known while planning, or apply what it depends on first, with -target."
                  .formatted(e.path()))
          .causedBy(e);
    }
  }
}
