package dev.slipway.provider.internal.protocol6;

import com.google.protobuf.ByteString;
import dev.slipway.proto.tfplugin6.ApplyResourceChange;
import dev.slipway.proto.tfplugin6.CallFunction;
import dev.slipway.proto.tfplugin6.ClientCapabilities;
import dev.slipway.proto.tfplugin6.ConfigureProvider;
import dev.slipway.proto.tfplugin6.Deferred;
import dev.slipway.proto.tfplugin6.Diagnostic;
import dev.slipway.proto.tfplugin6.DynamicValue;
import dev.slipway.proto.tfplugin6.GenerateResourceConfig;
import dev.slipway.proto.tfplugin6.GetFunctions;
import dev.slipway.proto.tfplugin6.GetMetadata;
import dev.slipway.proto.tfplugin6.GetProviderSchema;
import dev.slipway.proto.tfplugin6.GetResourceIdentitySchemas;
import dev.slipway.proto.tfplugin6.ImportResourceState;
import dev.slipway.proto.tfplugin6.MoveResourceState;
import dev.slipway.proto.tfplugin6.PlanResourceChange;
import dev.slipway.proto.tfplugin6.ProviderGrpc;
import dev.slipway.proto.tfplugin6.RawState;
import dev.slipway.proto.tfplugin6.ReadDataSource;
import dev.slipway.proto.tfplugin6.ReadResource;
import dev.slipway.proto.tfplugin6.ResourceIdentityData;
import dev.slipway.proto.tfplugin6.ResourceIdentitySchema;
import dev.slipway.proto.tfplugin6.StopProvider;
import dev.slipway.proto.tfplugin6.UpgradeResourceIdentity;
import dev.slipway.proto.tfplugin6.UpgradeResourceState;
import dev.slipway.proto.tfplugin6.ValidateDataResourceConfig;
import dev.slipway.proto.tfplugin6.ValidateProviderConfig;
import dev.slipway.proto.tfplugin6.ValidateResourceConfig;
import dev.slipway.provider.Action;
import dev.slipway.provider.DataSource;
import dev.slipway.provider.EphemeralResource;
import dev.slipway.provider.ListResource;
import dev.slipway.provider.Provider;
import dev.slipway.provider.ProviderFunction;
import dev.slipway.provider.Resource;
import dev.slipway.provider.StateStore;
import dev.slipway.provider.function.Signature;
import dev.slipway.provider.value.Path;
import dev.slipway.provider.value.Type;
import dev.slipway.provider.value.Value;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Executors;

/** Terraform's end of the wire: calls a provider over gRPC within the process. */
final class Wire implements AutoCloseable {

  private final Map<String, Type> types = new HashMap<>();
  private final Map<String, Type> identityTypes = new HashMap<>();
  private final Map<String, Signature<?>> signatures = new HashMap<>();
  private boolean deferralAllowed;
  private final ProviderService<?> service;
  private final Server server;
  private final ManagedChannel channel;
  private final ProviderGrpc.ProviderBlockingStub provider;

  private Wire(Provider<?> provider) {
    types.put("provider", provider.schema().shape().type());
    for (Resource<?> resource : provider.resources()) {
      types.put(resource.typeName(), resource.schema().shape().type());
      identityTypes.put(resource.typeName(), resource.identity().shape().type());
    }
    for (DataSource<?> dataSource : provider.dataSources()) {
      types.put("data." + dataSource.typeName(), dataSource.schema().shape().type());
    }
    for (EphemeralResource<?> ephemeral : provider.ephemeralResources()) {
      types.put("ephemeral." + ephemeral.typeName(), ephemeral.schema().shape().type());
    }
    for (ListResource<?> list : provider.listResources()) {
      types.put("list." + list.resource().typeName(), list.schema().shape().type());
    }
    for (Action<?> action : provider.actions()) {
      types.put("action." + action.typeName(), action.schema().shape().type());
    }
    for (StateStore<?> store : provider.stateStores()) {
      types.put("state_store." + store.typeName(), store.schema().shape().type());
    }
    for (ProviderFunction<?> function : provider.functions()) {
      signatures.put(function.name(), function.signature());
    }
    service = Protocol6.service(provider);
    var name = UUID.randomUUID().toString();
    try {
      server =
          InProcessServerBuilder.forName(name)
              .executor(Executors.newVirtualThreadPerTaskExecutor())
              .addService(service)
              .build()
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    channel = InProcessChannelBuilder.forName(name).build();
    this.provider = ProviderGrpc.newBlockingStub(channel);
  }

  static Wire to(Provider<?> provider) {
    return new Wire(provider);
  }

  /** A provider of one fake resource, configured. */
  static Wire to(Fake fake) {
    var wire = new Wire(fake.provider());
    var problems = wire.configure(Map.of());
    if (!problems.isEmpty()) {
      throw new AssertionError("configure: " + problems);
    }
    return wire;
  }

  /** From now on, as an experimental Terraform does. */
  Wire allowingDeferral() {
    deferralAllowed = true;
    return this;
  }

  private ClientCapabilities capabilities() {
    return ClientCapabilities.newBuilder()
        .setWriteOnlyAttributesAllowed(true)
        .setDeferralAllowed(deferralAllowed)
        .build();
  }

  private static String reason(boolean deferred, Deferred by) {
    return deferred ? by.getReason().name() : "";
  }

  @Override
  public void close() {
    channel.shutdownNow();
    server.shutdownNow();
    service.close();
  }

  Channel channel() {
    return channel;
  }

  /** An object of a type, null where nothing is given. */
  Value object(String typeName, Map<String, ? extends Value> given) {
    var type = (Type.ObjectOf) type(typeName);
    var attributes = new TreeMap<String, Value>();
    type.attributes().keySet().forEach(name -> attributes.put(name, Value.ofNull()));
    given.forEach((name, value) -> {
      if (attributes.put(name, value) == null) {
        throw new AssertionError("%s has no %s".formatted(typeName, name));
      }
    });
    return Value.object(attributes);
  }

  private Type type(String typeName) {
    var type = types.get(typeName);
    return type == null ? Type.object(Map.of()) : type;
  }

  DynamicValue message(String typeName, Value value) {
    return Messages.message(value, type(typeName));
  }

  Value value(String typeName, DynamicValue message) {
    return Messages.value(message, type(typeName));
  }

  GetProviderSchema.Response schema() {
    return provider.getProviderSchema(GetProviderSchema.Request.getDefaultInstance());
  }

  List<Problem> configure(Map<String, Value> config) {
    return Problem.of(
        provider
            .configureProvider(
                ConfigureProvider.Request.newBuilder()
                    .setTerraformVersion("1.11.4")
                    .setClientCapabilities(capabilities())
                    .setConfig(message("provider", object("provider", config)))
                    .build())
            .getDiagnosticsList());
  }

  List<Problem> validateProvider(Map<String, Value> config) {
    return Problem.of(
        provider
            .validateProviderConfig(
                ValidateProviderConfig.Request.newBuilder()
                    .setConfig(message("provider", object("provider", config)))
                    .build())
            .getDiagnosticsList());
  }

  List<Problem> validate(String typeName, Map<String, Value> config) {
    return validate(typeName, config, true);
  }

  List<Problem> validate(String typeName, Map<String, Value> config, boolean writeOnlyAllowed) {
    return Problem.of(
        provider
            .validateResourceConfig(
                ValidateResourceConfig.Request.newBuilder()
                    .setTypeName(typeName)
                    .setConfig(message(typeName, object(typeName, config)))
                    .setClientCapabilities(
                        ClientCapabilities.newBuilder()
                            .setWriteOnlyAttributesAllowed(writeOnlyAllowed))
                    .build())
            .getDiagnosticsList());
  }

  List<Problem> validateData(String typeName, Map<String, Value> config) {
    return Problem.of(
        provider
            .validateDataResourceConfig(
                ValidateDataResourceConfig.Request.newBuilder()
                    .setTypeName(typeName)
                    .setConfig(message("data." + typeName, object("data." + typeName, config)))
                    .build())
            .getDiagnosticsList());
  }

  Answer readData(String typeName, Map<String, Value> config) {
    var type = "data." + typeName;
    var response =
        provider.readDataSource(
            ReadDataSource.Request.newBuilder()
                .setTypeName(typeName)
                .setClientCapabilities(capabilities())
                .setConfig(message(type, object(type, config)))
                .build());
    return new Answer(
        value(type, response.getState()),
        ByteString.EMPTY,
        Problem.of(response.getDiagnosticsList()),
        Value.ofNull(),
        reason(response.hasDeferred(), response.getDeferred()));
  }

  /** What a planned change is: the answer, and the paths that need a new object. */
  record Planned(Answer answer, List<String> replacing) {
    Value value(String attribute) {
      return answer.value(attribute);
    }
  }

  /** An object as a call left it. */
  record Answer(
      Value object,
      ByteString privateData,
      List<Problem> problems,
      Value identity,
      String deferred) {
    static final Answer NOTHING = new Answer(Value.ofNull(), ByteString.EMPTY, List.of());

    Answer(Value object, ByteString privateData, List<Problem> problems) {
      this(object, privateData, problems, Value.ofNull(), "");
    }

    Value value(String attribute) {
      return object.attribute(attribute);
    }

    boolean isGone() {
      return object.isNull();
    }
  }

  /** A diagnostic. */
  record Problem(Diagnostic.Severity severity, String summary, String detail, String path) {
    static List<Problem> of(List<Diagnostic> diagnostics) {
      return diagnostics.stream()
          .map(diagnostic ->
              new Problem(
                  diagnostic.getSeverity(),
                  diagnostic.getSummary(),
                  diagnostic.getDetail(),
                  path(diagnostic)))
          .toList();
    }

    private static String path(Diagnostic diagnostic) {
      var path = Path.ROOT;
      for (var step : diagnostic.getAttribute().getStepsList()) {
        path =
            switch (step.getSelectorCase()) {
              case ATTRIBUTE_NAME -> path.attribute(step.getAttributeName());
              case ELEMENT_KEY_STRING -> path.key(step.getElementKeyString());
              case ELEMENT_KEY_INT -> path.index((int) step.getElementKeyInt());
              case SELECTOR_NOT_SET -> throw new AssertionError("empty step in " + diagnostic);
            };
      }
      return path.isRoot() ? "" : path.toString();
    }
  }

  Planned plan(String typeName, Answer prior, Map<String, Value> config) {
    return plan(typeName, prior, object(typeName, config));
  }

  Planned planDelete(String typeName, Answer prior) {
    return plan(typeName, prior, Value.ofNull());
  }

  private Planned plan(String typeName, Answer prior, Value config) {
    var response =
        provider.planResourceChange(
            PlanResourceChange.Request.newBuilder()
                .setTypeName(typeName)
                .setClientCapabilities(capabilities())
                .setPriorState(message(typeName, prior.object()))
                .setProposedNewState(message(typeName, config))
                .setConfig(message(typeName, config))
                .setPriorPrivate(prior.privateData())
                .build());
    var answer =
        new Answer(
            value(typeName, response.getPlannedState()),
            response.getPlannedPrivate(),
            Problem.of(response.getDiagnosticsList()),
            identity(typeName, response.getPlannedIdentity()),
            reason(response.hasDeferred(), response.getDeferred()));
    var replacing =
        response.getRequiresReplaceList().stream()
            .map(path -> Problem.path(Diagnostic.newBuilder().setAttribute(path).build()))
            .toList();
    return new Planned(answer, replacing);
  }

  Answer apply(String typeName, Answer prior, Planned planned, Map<String, Value> config) {
    return apply(typeName, prior, planned, object(typeName, config));
  }

  private Answer apply(String typeName, Answer prior, Planned planned, Value config) {
    var response =
        provider.applyResourceChange(
            ApplyResourceChange.Request.newBuilder()
                .setTypeName(typeName)
                .setPriorState(message(typeName, prior.object()))
                .setPlannedState(message(typeName, planned.answer().object()))
                .setConfig(message(typeName, config))
                .setPlannedPrivate(planned.answer().privateData())
                .build());
    return new Answer(
        value(typeName, response.getNewState()),
        response.getPrivate(),
        Problem.of(response.getDiagnosticsList()),
        identity(typeName, response.getNewIdentity()),
        "");
  }

  /** Plans and applies. */
  Answer change(String typeName, Answer prior, Map<String, Value> config) {
    var planned = plan(typeName, prior, config);
    return planned.answer().problems().isEmpty()
        ? apply(typeName, prior, planned, config)
        : planned.answer();
  }

  Answer create(String typeName, Map<String, Value> config) {
    return change(typeName, Answer.NOTHING, config);
  }

  /** Plans and makes a deletion. */
  Answer delete(String typeName, Answer prior) {
    return apply(typeName, prior, planDelete(typeName, prior), Value.ofNull());
  }

  Answer read(String typeName, Answer current) {
    var response =
        provider.readResource(
            ReadResource.Request.newBuilder()
                .setTypeName(typeName)
                .setClientCapabilities(capabilities())
                .setCurrentState(message(typeName, current.object()))
                .setPrivate(current.privateData())
                .build());
    return new Answer(
        value(typeName, response.getNewState()),
        response.getPrivate(),
        Problem.of(response.getDiagnosticsList()),
        identity(typeName, response.getNewIdentity()),
        reason(response.hasDeferred(), response.getDeferred()));
  }

  Answer upgrade(String typeName, long version, String json) {
    return upgrade(
        typeName,
        version,
        RawState.newBuilder().setJson(ByteString.copyFrom(json, StandardCharsets.UTF_8)).build());
  }

  Answer upgrade(String typeName, long version, RawState stored) {
    var response =
        provider.upgradeResourceState(
            UpgradeResourceState.Request.newBuilder()
                .setTypeName(typeName)
                .setVersion(version)
                .setRawState(stored)
                .build());
    return new Answer(
        value(typeName, response.getUpgradedState()),
        ByteString.EMPTY,
        Problem.of(response.getDiagnosticsList()));
  }

  Answer importState(String typeName, String id) {
    return importState(
        ImportResourceState.Request.newBuilder().setTypeName(typeName).setId(id).build());
  }

  Answer importIdentity(String typeName, Value identity) {
    return importState(
        ImportResourceState.Request.newBuilder()
            .setTypeName(typeName)
            .setIdentity(
                ResourceIdentityData.newBuilder()
                    .setIdentityData(Messages.message(identity, identityType(typeName))))
            .build());
  }

  private Answer importState(ImportResourceState.Request request) {
    var response =
        provider.importResourceState(
            request.toBuilder().setClientCapabilities(capabilities()).build());
    var problems = Problem.of(response.getDiagnosticsList());
    if (response.getImportedResourcesCount() == 0) {
      return new Answer(Value.ofNull(), ByteString.EMPTY, problems);
    }
    var imported = response.getImportedResources(0);
    return new Answer(
        value(imported.getTypeName(), imported.getState()),
        imported.getPrivate(),
        problems,
        identity(imported.getTypeName(), imported.getIdentity()),
        reason(response.hasDeferred(), response.getDeferred()));
  }

  Map<String, ResourceIdentitySchema> identitySchemas() {
    return provider
        .getResourceIdentitySchemas(GetResourceIdentitySchemas.Request.getDefaultInstance())
        .getIdentitySchemasMap();
  }

  Answer upgradeIdentity(String typeName, long version, String json) {
    var response =
        provider.upgradeResourceIdentity(
            UpgradeResourceIdentity.Request.newBuilder()
                .setTypeName(typeName)
                .setVersion(version)
                .setRawIdentity(
                    RawState.newBuilder()
                        .setJson(ByteString.copyFrom(json, StandardCharsets.UTF_8)))
                .build());
    return new Answer(
        Value.ofNull(),
        ByteString.EMPTY,
        Problem.of(response.getDiagnosticsList()),
        identity(typeName, response.getUpgradedIdentity()),
        "");
  }

  private Value identity(String typeName, ResourceIdentityData data) {
    return Messages.value(data.getIdentityData(), identityType(typeName));
  }

  private Type identityType(String typeName) {
    return identityTypes.getOrDefault(typeName, Type.object(Map.of()));
  }

  Answer move(String source, String sourceType, String json, String targetType) {
    var response =
        provider.moveResourceState(
            MoveResourceState.Request.newBuilder()
                .setSourceProviderAddress(source)
                .setSourceTypeName(sourceType)
                .setSourceState(
                    RawState.newBuilder()
                        .setJson(ByteString.copyFrom(json, StandardCharsets.UTF_8)))
                .setTargetTypeName(targetType)
                .build());
    return new Answer(
        value(targetType, response.getTargetState()),
        response.getTargetPrivate(),
        Problem.of(response.getDiagnosticsList()),
        identity(targetType, response.getTargetIdentity()),
        "");
  }

  /** The configuration that Terraform would write down for an object. */
  Value generated(String typeName, Value object) {
    var response =
        provider.generateResourceConfig(
            GenerateResourceConfig.Request.newBuilder()
                .setTypeName(typeName)
                .setState(message(typeName, object))
                .build());
    return value(typeName, response.getConfig());
  }

  /** The stub, for what has no words of its own here. */
  ProviderGrpc.ProviderBlockingStub provider() {
    return provider;
  }

  GetMetadata.Response metadata() {
    return provider.getMetadata(GetMetadata.Request.getDefaultInstance());
  }

  GetFunctions.Response functions() {
    return provider.getFunctions(GetFunctions.Request.getDefaultInstance());
  }

  /**
   * What a function gave: a result, or an error.
   *
   * @param error empty where there is a result
   * @param argument the one that the error is about, from zero
   */
  record Called(Value result, String error, OptionalLong argument) {}

  /** Calls a function with arguments of the types of its parameters. */
  Called call(String function, Value... arguments) {
    var signature = signature(function);
    var request = CallFunction.Request.newBuilder().setName(function);
    for (var argument : arguments) {
      int last = signature.names().size() - 1;
      int parameter = Math.min(request.getArgumentsCount(), last);
      request.addArguments(
          Messages.message(argument, signature.parameter(parameter).kind().type()));
    }
    return call(request.build());
  }

  Called call(CallFunction.Request request) {
    var response = provider.callFunction(request);
    var error = response.getError();
    return new Called(
        response.hasResult()
            ? Messages.value(response.getResult(), signature(request.getName()).result().type())
            : Value.ofNull(),
        error.getText(),
        error.hasFunctionArgument()
            ? OptionalLong.of(error.getFunctionArgument())
            : OptionalLong.empty());
  }

  private Signature<?> signature(String function) {
    return Optional.ofNullable(signatures.get(function)).orElseThrow();
  }

  void stop() {
    var response = provider.stopProvider(StopProvider.Request.getDefaultInstance());
    if (!response.getError().isEmpty()) {
      throw new AssertionError(response.getError());
    }
  }
}
