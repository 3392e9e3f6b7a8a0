package dev.slipway.provider.test.internal.protocol6;

import com.google.protobuf.ByteString;
import dev.slipway.proto.tfplugin6.ApplyResourceChange;
import dev.slipway.proto.tfplugin6.DynamicValue;
import dev.slipway.proto.tfplugin6.GenerateResourceConfig;
import dev.slipway.proto.tfplugin6.ImportResourceState;
import dev.slipway.proto.tfplugin6.MoveResourceState;
import dev.slipway.proto.tfplugin6.PlanResourceChange;
import dev.slipway.proto.tfplugin6.ProviderGrpc.ProviderBlockingStub;
import dev.slipway.proto.tfplugin6.RawState;
import dev.slipway.proto.tfplugin6.ReadResource;
import dev.slipway.proto.tfplugin6.ResourceIdentityData;
import dev.slipway.proto.tfplugin6.UpgradeResourceIdentity;
import dev.slipway.proto.tfplugin6.UpgradeResourceState;
import dev.slipway.proto.tfplugin6.ValidateResourceConfig;
import dev.slipway.provider.diag.Diagnostic;
import dev.slipway.provider.internal.codec.CodecException;
import dev.slipway.provider.internal.protocol6.Messages;
import dev.slipway.provider.plan.PrivateData;
import dev.slipway.provider.test.internal.protocol6.ImportAnswer.Imported;
import dev.slipway.provider.value.Type;
import dev.slipway.provider.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Asks for a resource type.
 *
 * @param type of its objects
 * @param identityType an object type without attributes where it has no identity
 */
public record ResourceCalls(
    Connection connection,
    Capabilities capabilities,
    String typeName,
    Type type,
    Type identityType) {

  /** An object as a request holds it. */
  public record Held(Value object, PrivateData privateData, Value identity) {
    /** Where there is no object. */
    public static final Held NOTHING = new Held(Value.ofNull(), PrivateData.NONE, Value.ofNull());
  }

  public List<Diagnostic> validate(Value config) {
    var request =
        ValidateResourceConfig.Request.newBuilder()
            .setTypeName(typeName)
            .setClientCapabilities(capabilities.message())
            .setConfig(message(config))
            .build();
    return Answers.diagnostics(
        call("validate", stub -> stub.validateResourceConfig(request)).getDiagnosticsList());
  }

  public PlanAnswer plan(Held prior, Value proposed, Value config) {
    var request =
        PlanResourceChange.Request.newBuilder()
            .setTypeName(typeName)
            .setClientCapabilities(capabilities.message())
            .setPriorState(message(prior.object()))
            .setProposedNewState(message(proposed))
            .setConfig(message(config))
            .setPriorPrivate(Messages.message(prior.privateData()));
    identity(prior.identity()).ifPresent(request::setPriorIdentity);
    var response = call("plan", stub -> stub.planResourceChange(request.build()));
    var planned =
        new ObjectAnswer(
            value(response.getPlannedState()),
            Messages.privateData(response.getPlannedPrivate()),
            identity(response.getPlannedIdentity()),
            Answers.deferred(response.hasDeferred(), response.getDeferred()),
            Answers.diagnostics(response.getDiagnosticsList()));
    return new PlanAnswer(
        planned, response.getRequiresReplaceList().stream().map(Answers::path).toList());
  }

  public ObjectAnswer apply(Value prior, Held planned, Value config) {
    var request =
        ApplyResourceChange.Request.newBuilder()
            .setTypeName(typeName)
            .setPriorState(message(prior))
            .setPlannedState(message(planned.object()))
            .setConfig(message(config))
            .setPlannedPrivate(Messages.message(planned.privateData()));
    identity(planned.identity()).ifPresent(request::setPlannedIdentity);
    var response = call("apply", stub -> stub.applyResourceChange(request.build()));
    return new ObjectAnswer(
        value(response.getNewState()),
        Messages.privateData(response.getPrivate()),
        identity(response.getNewIdentity()),
        Optional.empty(),
        Answers.diagnostics(response.getDiagnosticsList()));
  }

  public ObjectAnswer read(Held current) {
    var request =
        ReadResource.Request.newBuilder()
            .setTypeName(typeName)
            .setClientCapabilities(capabilities.message())
            .setCurrentState(message(current.object()))
            .setPrivate(Messages.message(current.privateData()));
    identity(current.identity()).ifPresent(request::setCurrentIdentity);
    var response = call("read", stub -> stub.readResource(request.build()));
    return new ObjectAnswer(
        value(response.getNewState()),
        Messages.privateData(response.getPrivate()),
        identity(response.getNewIdentity()),
        Answers.deferred(response.hasDeferred(), response.getDeferred()),
        Answers.diagnostics(response.getDiagnosticsList()));
  }

  public ImportAnswer importId(String id) {
    return imported(ImportResourceState.Request.newBuilder().setId(id));
  }

  public ImportAnswer importIdentity(Value identity) {
    return imported(
        ImportResourceState.Request.newBuilder().setIdentity(identity(identity).orElseThrow()));
  }

  private ImportAnswer imported(ImportResourceState.Request.Builder request) {
    request.setTypeName(typeName).setClientCapabilities(capabilities.message());
    var response = call("import", stub -> stub.importResourceState(request.build()));
    var deferred = Answers.deferred(response.hasDeferred(), response.getDeferred());
    var diagnostics = Answers.diagnostics(response.getDiagnosticsList());
    return new ImportAnswer(
        response.getImportedResourcesList().stream()
            .map(each ->
                new Imported(
                    each.getTypeName(),
                    new ObjectAnswer(
                        value(each.getState()),
                        Messages.privateData(each.getPrivate()),
                        identity(each.getIdentity()),
                        deferred,
                        diagnostics)))
            .toList(),
        diagnostics);
  }

  public ObjectAnswer upgrade(long version, String json) {
    var request =
        UpgradeResourceState.Request.newBuilder()
            .setTypeName(typeName)
            .setVersion(version)
            .setRawState(stored(json))
            .build();
    var response = call("upgrade", stub -> stub.upgradeResourceState(request));
    return ObjectAnswer.of(
        value(response.getUpgradedState()), Answers.diagnostics(response.getDiagnosticsList()));
  }

  /** The identity is the answer's object. */
  public ObjectAnswer upgradeIdentity(long version, String json) {
    var request =
        UpgradeResourceIdentity.Request.newBuilder()
            .setTypeName(typeName)
            .setVersion(version)
            .setRawIdentity(stored(json))
            .build();
    var response = call("upgrade identity", stub -> stub.upgradeResourceIdentity(request));
    return ObjectAnswer.of(
        identity(response.getUpgradedIdentity()),
        Answers.diagnostics(response.getDiagnosticsList()));
  }

  public ObjectAnswer move(String sourceProvider, String sourceType, long version, String json) {
    var request =
        MoveResourceState.Request.newBuilder()
            .setSourceProviderAddress(sourceProvider)
            .setSourceTypeName(sourceType)
            .setSourceSchemaVersion(version)
            .setSourceState(stored(json))
            .setTargetTypeName(typeName)
            .build();
    var response = call("move", stub -> stub.moveResourceState(request));
    return new ObjectAnswer(
        value(response.getTargetState()),
        Messages.privateData(response.getTargetPrivate()),
        identity(response.getTargetIdentity()),
        Optional.empty(),
        Answers.diagnostics(response.getDiagnosticsList()));
  }

  /** The configuration is the answer's object. */
  public ObjectAnswer generate(Value object) {
    var request =
        GenerateResourceConfig.Request.newBuilder()
            .setTypeName(typeName)
            .setState(message(object))
            .build();
    var response = call("generate configuration", stub -> stub.generateResourceConfig(request));
    return ObjectAnswer.of(
        value(response.getConfig()), Answers.diagnostics(response.getDiagnosticsList()));
  }

  private <A> A call(String verb, Function<ProviderBlockingStub, A> rpc) {
    return connection.call("%s: %s".formatted(typeName, verb), rpc);
  }

  private static RawState stored(String json) {
    return RawState.newBuilder().setJson(ByteString.copyFrom(json, StandardCharsets.UTF_8)).build();
  }

  private DynamicValue message(Value object) {
    return Messages.message(object, type);
  }

  private Value value(DynamicValue message) {
    return Messages.value(message, type);
  }

  private Value identity(ResourceIdentityData message) {
    try {
      return Messages.value(message.getIdentityData(), identityType);
    } catch (CodecException e) {
      throw new UnfitIdentityException(e);
    }
  }

  private Optional<ResourceIdentityData> identity(Value identity) {
    return identity.isNull()
        ? Optional.empty()
        : Optional.of(
            ResourceIdentityData.newBuilder()
                .setIdentityData(Messages.message(identity, identityType))
                .build());
  }
}
