package dev.slipway.provider.internal.protocol6;

import dev.slipway.proto.tfplugin6.DynamicValue;
import dev.slipway.proto.tfplugin6.GenerateResourceConfig;
import dev.slipway.proto.tfplugin6.ImportResourceState;
import dev.slipway.proto.tfplugin6.MoveResourceState;
import dev.slipway.proto.tfplugin6.ReadResource;
import dev.slipway.proto.tfplugin6.UpgradeResourceState;
import dev.slipway.proto.tfplugin6.ValidateResourceConfig;
import dev.slipway.provider.Deferral;
import dev.slipway.provider.internal.engine.Generated;
import dev.slipway.provider.internal.engine.Proposal;
import dev.slipway.provider.internal.engine.Spelling;
import dev.slipway.provider.internal.protocol6.Offer.OfferedResource;
import dev.slipway.provider.plan.PrivateData;
import dev.slipway.provider.plan.State;
import dev.slipway.provider.schema.Shape;
import dev.slipway.provider.schema.Timeouts.Operation;
import dev.slipway.provider.value.Path;
import dev.slipway.provider.value.Value;
import java.util.Optional;

/** What Terraform asks of resources, short of changing them. */
final class ResourceCalls<C> {

  private final Offer<C> offer;

  ResourceCalls(Offer<C> offer) {
    this.offer = offer;
  }

  ValidateResourceConfig.Response validate(
      ValidateResourceConfig.Request request, Session<C> session) throws Exception {
    var offered = offer.resource(request.getTypeName());
    var shape = offered.schema().shape();
    var config = Messages.object(request.getConfig(), shape.type());
    return ValidateResourceConfig.Response.newBuilder()
        .addAllDiagnostics(
            Validation.run(
                shape,
                config,
                request.getClientCapabilities().getWriteOnlyAttributesAllowed(),
                offered.resource()::validate,
                session))
        .build();
  }

  UpgradeResourceState.Response upgrade(UpgradeResourceState.Request request, Session<C> session)
      throws Exception {
    var offered = offer.resource(request.getTypeName());
    var shape = offered.schema().shape();
    var upgraded = StoredState.upgraded(offered, request.getVersion(), request.getRawState());
    Answers.requireStorable(shape, upgraded, session);
    return UpgradeResourceState.Response.newBuilder()
        .setUpgradedState(Messages.message(Answers.storable(shape, upgraded), shape.type()))
        .addAllDiagnostics(Messages.messages(session.diagnostics()))
        .build();
  }

  ReadResource.Response read(ReadResource.Request request, Session<C> session) throws Exception {
    var offered = offer.resource(request.getTypeName());
    var shape = offered.schema().shape();
    var current = Messages.object(request.getCurrentState(), shape.type());
    limit(offered, Operation.READ, current, session);
    var state =
        new State(shape.view(current, Path.ROOT), Messages.privateData(request.getPrivate()));
    var response = ReadResource.Response.newBuilder();
    Optional<State> found;
    try {
      found = offered.resource().read(state, session);
    } catch (Deferral deferral) {
      response.setDeferred(Deferrals.allowed(deferral, request.getClientCapabilities()));
      found = Optional.of(state);
    }
    if (found.isPresent()) {
      var object = Spelling.kept(shape, current, Answers.object(found.get(), shape));
      Answers.requireStorable(shape, object, session);
      IdentityCalls.requireSame(offered, current, object, session);
      IdentityCalls.of(offered, object).ifPresent(response::setNewIdentity);
      response
          .setNewState(Messages.message(Answers.storable(shape, object), shape.type()))
          .setPrivate(Messages.message(found.get().privateData()));
    } else {
      response.setNewState(gone(offered));
    }
    return response.addAllDiagnostics(Messages.messages(session.diagnostics())).build();
  }

  ImportResourceState.Response importState(ImportResourceState.Request request, Session<C> session)
      throws Exception {
    var offered = offer.resource(request.getTypeName());
    var shape = offered.schema().shape();
    var nothing = Proposal.defaulted(shape, shape.blank().object());
    var blank = new State(shape.view(nothing, Path.ROOT), PrivateData.NONE);
    State imported;
    try {
      imported = imported(offered, request, blank, session);
    } catch (Deferral deferral) {
      return putOff(shape, request, deferral, session);
    }
    var object = Answers.object(imported, shape);
    Answers.requireStorable(shape, object, session);
    var response = ImportResourceState.Response.newBuilder();
    if (!session.diagnostics().hasErrors()) {
      var resource =
          ImportResourceState.ImportedResource.newBuilder()
              .setTypeName(request.getTypeName())
              .setState(Messages.message(object, shape.type()))
              .setPrivate(Messages.message(imported.privateData()));
      IdentityCalls.of(offered, object).ifPresent(resource::setIdentity);
      response.addImportedResources(resource);
    }
    return response.addAllDiagnostics(Messages.messages(session.diagnostics())).build();
  }

  private static <C> State imported(
      OfferedResource<C> offered,
      ImportResourceState.Request request,
      State blank,
      Session<C> session)
      throws Exception {
    return request.hasIdentity() && request.getId().isEmpty()
        ? offered
            .resource()
            .importIdentity(IdentityCalls.imported(offered, request, blank), session)
        : offered.resource().importState(request.getId(), blank, session);
  }

  /** Nothing of the object is known, so its state is unknown as a whole. */
  private static ImportResourceState.Response putOff(
      Shape<?> shape, ImportResourceState.Request request, Deferral deferral, Session<?> session) {
    var response =
        ImportResourceState.Response.newBuilder()
            .setDeferred(Deferrals.allowed(deferral, request.getClientCapabilities()))
            .addImportedResources(
                ImportResourceState.ImportedResource.newBuilder()
                    .setTypeName(request.getTypeName())
                    .setState(Messages.message(Value.unknown(), shape.type())));
    return response.addAllDiagnostics(Messages.messages(session.diagnostics())).build();
  }

  MoveResourceState.Response move(MoveResourceState.Request request, Session<C> session)
      throws Exception {
    var offered = offer.resource(request.getTargetTypeName());
    var shape = offered.schema().shape();
    var moved = StoredState.moved(offered, request);
    var object = Answers.object(moved, shape);
    Answers.requireStorable(shape, object, session);
    var response =
        MoveResourceState.Response.newBuilder()
            .setTargetState(Messages.message(Answers.storable(shape, object), shape.type()))
            .setTargetPrivate(Messages.message(moved.privateData()));
    IdentityCalls.of(offered, object).ifPresent(response::setTargetIdentity);
    return response.addAllDiagnostics(Messages.messages(session.diagnostics())).build();
  }

  GenerateResourceConfig.Response generate(GenerateResourceConfig.Request request) {
    var shape = offer.resource(request.getTypeName()).schema().shape();
    var object = Messages.object(request.getState(), shape.type());
    return GenerateResourceConfig.Response.newBuilder()
        .setConfig(Messages.message(Generated.config(shape, object), shape.type()))
        .build();
  }

  static DynamicValue gone(OfferedResource<?> offered) {
    return Messages.message(Value.ofNull(), offered.schema().shape().type());
  }

  static void limit(
      OfferedResource<?> offered, Operation operation, Value object, Session<?> session) {
    offered
        .schema()
        .timeouts()
        .ifPresent(timeouts -> session.limitTo(timeouts.limitOf(operation, object)));
  }
}
