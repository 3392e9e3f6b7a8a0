package dev.slipway.provider.internal.protocol6;

import dev.slipway.proto.tfplugin6.ApplyResourceChange;
import dev.slipway.proto.tfplugin6.CallFunction;
import dev.slipway.proto.tfplugin6.CloseEphemeralResource;
import dev.slipway.proto.tfplugin6.ConfigureProvider;
import dev.slipway.proto.tfplugin6.GenerateResourceConfig;
import dev.slipway.proto.tfplugin6.GetFunctions;
import dev.slipway.proto.tfplugin6.GetMetadata;
import dev.slipway.proto.tfplugin6.GetProviderSchema;
import dev.slipway.proto.tfplugin6.GetResourceIdentitySchemas;
import dev.slipway.proto.tfplugin6.ImportResourceState;
import dev.slipway.proto.tfplugin6.InvokeAction;
import dev.slipway.proto.tfplugin6.ListResource;
import dev.slipway.proto.tfplugin6.MoveResourceState;
import dev.slipway.proto.tfplugin6.OpenEphemeralResource;
import dev.slipway.proto.tfplugin6.PlanAction;
import dev.slipway.proto.tfplugin6.PlanResourceChange;
import dev.slipway.proto.tfplugin6.ReadDataSource;
import dev.slipway.proto.tfplugin6.ReadResource;
import dev.slipway.proto.tfplugin6.RenewEphemeralResource;
import dev.slipway.proto.tfplugin6.UpgradeResourceIdentity;
import dev.slipway.proto.tfplugin6.UpgradeResourceState;
import dev.slipway.proto.tfplugin6.ValidateActionConfig;
import dev.slipway.proto.tfplugin6.ValidateDataResourceConfig;
import dev.slipway.proto.tfplugin6.ValidateEphemeralResourceConfig;
import dev.slipway.proto.tfplugin6.ValidateListResourceConfig;
import dev.slipway.proto.tfplugin6.ValidateProviderConfig;
import dev.slipway.proto.tfplugin6.ValidateResourceConfig;
import io.grpc.stub.StreamObserver;

/** A provider on the wire. */
public final class ProviderService<C> extends StateStoreService<C> {

  private final ProviderCalls<C> provider;
  private final ResourceCalls<C> resources;
  private final ChangeCalls<C> changes;
  private final DataSourceCalls<C> dataSources;
  private final IdentityCalls<C> identities;
  private final EphemeralCalls<C> ephemerals;
  private final ListCalls<C> lists;
  private final ActionCalls<C> actions;
  private final FunctionCalls functions;

  ProviderService(Offer<C> offer) {
    super(offer);
    provider = new ProviderCalls<>(offer);
    resources = new ResourceCalls<>(offer);
    changes = new ChangeCalls<>(offer);
    dataSources = new DataSourceCalls<>(offer);
    identities = new IdentityCalls<>(offer);
    ephemerals = new EphemeralCalls<>(offer);
    lists = new ListCalls<>(offer);
    actions = new ActionCalls<>(offer);
    functions = new FunctionCalls(offer);
  }

  @Override
  public void getMetadata(GetMetadata.Request request, StreamObserver<GetMetadata.Response> out) {
    serve(
        "metadata",
        out,
        _ -> provider.metadata(),
        problems -> GetMetadata.Response.newBuilder().addAllDiagnostics(problems).build());
  }

  @Override
  public void getProviderSchema(
      GetProviderSchema.Request request, StreamObserver<GetProviderSchema.Response> out) {
    serve(
        "schema",
        out,
        _ -> provider.schema(),
        problems -> GetProviderSchema.Response.newBuilder().addAllDiagnostics(problems).build());
  }

  @Override
  public void validateProviderConfig(
      ValidateProviderConfig.Request request, StreamObserver<ValidateProviderConfig.Response> out) {
    serve(
        "provider: validate",
        out,
        session -> provider.validate(request, session),
        problems ->
            ValidateProviderConfig.Response.newBuilder().addAllDiagnostics(problems).build());
  }

  @Override
  public void configureProvider(
      ConfigureProvider.Request request, StreamObserver<ConfigureProvider.Response> out) {
    serve(
        "provider: configure",
        out,
        session -> {
          var client = provider.configure(request, session);
          closeAtTheEnd(client);
          if (!session.diagnostics().hasErrors()) {
            configured(new Configured<>(client, request.getTerraformVersion()));
          }
          return ConfigureProvider.Response.newBuilder()
              .addAllDiagnostics(Messages.messages(session.diagnostics()))
              .build();
        },
        problems -> ConfigureProvider.Response.newBuilder().addAllDiagnostics(problems).build());
  }

  @Override
  public void validateResourceConfig(
      ValidateResourceConfig.Request request, StreamObserver<ValidateResourceConfig.Response> out) {
    serve(
        request.getTypeName() + ": validate",
        out,
        session -> resources.validate(request, session),
        problems ->
            ValidateResourceConfig.Response.newBuilder().addAllDiagnostics(problems).build());
  }

  @Override
  public void upgradeResourceState(
      UpgradeResourceState.Request request, StreamObserver<UpgradeResourceState.Response> out) {
    serve(
        request.getTypeName() + ": upgrade",
        out,
        session -> resources.upgrade(request, session),
        problems -> UpgradeResourceState.Response.newBuilder().addAllDiagnostics(problems).build());
  }

  @Override
  public void readResource(
      ReadResource.Request request, StreamObserver<ReadResource.Response> out) {
    serve(
        request.getTypeName() + ": read",
        out,
        session -> {
          session.calledFor(meta.read(request.getProviderMeta()));
          return resources.read(request, session);
        },
        problems ->
            ReadResource.Response.newBuilder()
                .setNewState(request.getCurrentState())
                .setPrivate(request.getPrivate())
                .addAllDiagnostics(problems)
                .build());
  }

  @Override
  public void planResourceChange(
      PlanResourceChange.Request request, StreamObserver<PlanResourceChange.Response> out) {
    serve(
        request.getTypeName() + ": plan",
        out,
        session -> {
          session.calledFor(meta.read(request.getProviderMeta()));
          return changes.plan(request, session);
        },
        problems -> PlanResourceChange.Response.newBuilder().addAllDiagnostics(problems).build());
  }

  @Override
  public void applyResourceChange(
      ApplyResourceChange.Request request, StreamObserver<ApplyResourceChange.Response> out) {
    serve(
        request.getTypeName() + ": apply",
        out,
        session -> {
          session.calledFor(meta.read(request.getProviderMeta()));
          return changes.apply(request, session);
        },
        problems -> ApplyResourceChange.Response.newBuilder().addAllDiagnostics(problems).build());
  }

  @Override
  public void importResourceState(
      ImportResourceState.Request request, StreamObserver<ImportResourceState.Response> out) {
    serve(
        request.getTypeName() + ": import",
        out,
        session -> resources.importState(request, session),
        problems -> ImportResourceState.Response.newBuilder().addAllDiagnostics(problems).build());
  }

  @Override
  public void getResourceIdentitySchemas(
      GetResourceIdentitySchemas.Request request,
      StreamObserver<GetResourceIdentitySchemas.Response> out) {
    serve(
        "identity schemas",
        out,
        _ -> identities.schemas(),
        problems ->
            GetResourceIdentitySchemas.Response.newBuilder().addAllDiagnostics(problems).build());
  }

  @Override
  public void upgradeResourceIdentity(
      UpgradeResourceIdentity.Request request,
      StreamObserver<UpgradeResourceIdentity.Response> out) {
    serve(
        request.getTypeName() + ": upgrade the identity",
        out,
        session -> identities.upgrade(request, session),
        problems ->
            UpgradeResourceIdentity.Response.newBuilder().addAllDiagnostics(problems).build());
  }

  @Override
  public void validateDataResourceConfig(
      ValidateDataResourceConfig.Request request,
      StreamObserver<ValidateDataResourceConfig.Response> out) {
    serve(
        request.getTypeName() + ": validate",
        out,
        session -> dataSources.validate(request, session),
        problems ->
            ValidateDataResourceConfig.Response.newBuilder().addAllDiagnostics(problems).build());
  }

  @Override
  public void readDataSource(
      ReadDataSource.Request request, StreamObserver<ReadDataSource.Response> out) {
    serve(
        request.getTypeName() + ": read",
        out,
        session -> {
          session.calledFor(meta.read(request.getProviderMeta()));
          return dataSources.read(request, session);
        },
        problems -> ReadDataSource.Response.newBuilder().addAllDiagnostics(problems).build());
  }

  @Override
  public void moveResourceState(
      MoveResourceState.Request request, StreamObserver<MoveResourceState.Response> out) {
    serve(
        request.getTargetTypeName() + ": move",
        out,
        session -> resources.move(request, session),
        problems -> MoveResourceState.Response.newBuilder().addAllDiagnostics(problems).build());
  }

  @Override
  public void generateResourceConfig(
      GenerateResourceConfig.Request request, StreamObserver<GenerateResourceConfig.Response> out) {
    serve(
        request.getTypeName() + ": generate configuration",
        out,
        _ -> resources.generate(request),
        problems ->
            GenerateResourceConfig.Response.newBuilder().addAllDiagnostics(problems).build());
  }

  @Override
  public void validateEphemeralResourceConfig(
      ValidateEphemeralResourceConfig.Request request,
      StreamObserver<ValidateEphemeralResourceConfig.Response> out) {
    serve(
        request.getTypeName() + ": validate",
        out,
        session -> ephemerals.validate(request, session),
        problems ->
            ValidateEphemeralResourceConfig.Response.newBuilder()
                .addAllDiagnostics(problems)
                .build());
  }

  @Override
  public void openEphemeralResource(
      OpenEphemeralResource.Request request, StreamObserver<OpenEphemeralResource.Response> out) {
    serve(
        request.getTypeName() + ": open",
        out,
        session -> ephemerals.open(request, session),
        problems ->
            OpenEphemeralResource.Response.newBuilder().addAllDiagnostics(problems).build());
  }

  @Override
  public void renewEphemeralResource(
      RenewEphemeralResource.Request request, StreamObserver<RenewEphemeralResource.Response> out) {
    serve(
        request.getTypeName() + ": renew",
        out,
        session -> ephemerals.renew(request, session),
        problems ->
            RenewEphemeralResource.Response.newBuilder().addAllDiagnostics(problems).build());
  }

  @Override
  public void closeEphemeralResource(
      CloseEphemeralResource.Request request, StreamObserver<CloseEphemeralResource.Response> out) {
    serve(
        request.getTypeName() + ": close",
        out,
        session -> ephemerals.close(request, session),
        problems ->
            CloseEphemeralResource.Response.newBuilder().addAllDiagnostics(problems).build());
  }

  @Override
  public void validateListResourceConfig(
      ValidateListResourceConfig.Request request,
      StreamObserver<ValidateListResourceConfig.Response> out) {
    serve(
        request.getTypeName() + ": validate",
        out,
        session -> lists.validate(request, session),
        problems ->
            ValidateListResourceConfig.Response.newBuilder().addAllDiagnostics(problems).build());
  }

  @Override
  public void listResource(ListResource.Request request, StreamObserver<ListResource.Event> out) {
    stream(out, (call, configured, events) -> lists.list(request, call, configured, events));
  }

  @Override
  public void validateActionConfig(
      ValidateActionConfig.Request request, StreamObserver<ValidateActionConfig.Response> out) {
    serve(
        request.getTypeName() + ": validate",
        out,
        session -> actions.validate(request, session),
        problems -> ValidateActionConfig.Response.newBuilder().addAllDiagnostics(problems).build());
  }

  @Override
  public void planAction(PlanAction.Request request, StreamObserver<PlanAction.Response> out) {
    serve(
        request.getActionType() + ": plan",
        out,
        session -> actions.plan(request, session),
        problems -> PlanAction.Response.newBuilder().addAllDiagnostics(problems).build());
  }

  @Override
  public void invokeAction(InvokeAction.Request request, StreamObserver<InvokeAction.Event> out) {
    stream(out, (call, configured, events) -> actions.invoke(request, call, configured, events));
  }

  @Override
  public void getFunctions(
      GetFunctions.Request request, StreamObserver<GetFunctions.Response> out) {
    serve(
        "functions",
        out,
        _ -> functions.functions(),
        problems -> GetFunctions.Response.newBuilder().addAllDiagnostics(problems).build());
  }

  @Override
  public void callFunction(
      CallFunction.Request request, StreamObserver<CallFunction.Response> out) {
    serve(
        "function " + request.getName(),
        out,
        _ -> functions.call(request),
        problems -> functions.failed(request, problems));
  }
}
