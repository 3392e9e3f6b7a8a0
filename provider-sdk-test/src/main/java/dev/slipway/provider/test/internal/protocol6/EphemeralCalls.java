package dev.slipway.provider.test.internal.protocol6;

import com.google.protobuf.Timestamp;
import dev.slipway.proto.tfplugin6.CloseEphemeralResource;
import dev.slipway.proto.tfplugin6.OpenEphemeralResource;
import dev.slipway.proto.tfplugin6.RenewEphemeralResource;
import dev.slipway.proto.tfplugin6.ValidateEphemeralResourceConfig;
import dev.slipway.provider.diag.Diagnostic;
import dev.slipway.provider.internal.protocol6.Messages;
import dev.slipway.provider.plan.PrivateData;
import dev.slipway.provider.value.Type;
import dev.slipway.provider.value.Value;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Asks for an ephemeral resource type. */
public record EphemeralCalls(
    Connection connection, Capabilities capabilities, String typeName, Type type) {

  /** What is open, and when it has to be renewed. */
  public record Opened(ObjectAnswer answer, Optional<Instant> renewAt) {}

  /** How it goes on. */
  public record Renewed(
      PrivateData privateData, Optional<Instant> renewAt, List<Diagnostic> diagnostics) {}

  public List<Diagnostic> validate(Value config) {
    var request =
        ValidateEphemeralResourceConfig.Request.newBuilder()
            .setTypeName(typeName)
            .setConfig(Messages.message(config, type))
            .build();
    return Answers.diagnostics(
        connection
            .call(typeName + ": validate", stub -> stub.validateEphemeralResourceConfig(request))
            .getDiagnosticsList());
  }

  public Opened open(Value config) {
    var request =
        OpenEphemeralResource.Request.newBuilder()
            .setTypeName(typeName)
            .setClientCapabilities(capabilities.message())
            .setConfig(Messages.message(config, type))
            .build();
    var response =
        connection.call(typeName + ": open", stub -> stub.openEphemeralResource(request));
    return new Opened(
        new ObjectAnswer(
            Messages.value(response.getResult(), type),
            Messages.privateData(response.getPrivate()),
            Value.ofNull(),
            Answers.deferred(response.hasDeferred(), response.getDeferred()),
            Answers.diagnostics(response.getDiagnosticsList())),
        instant(response.hasRenewAt(), response.getRenewAt()));
  }

  public Renewed renew(PrivateData data) {
    var request =
        RenewEphemeralResource.Request.newBuilder()
            .setTypeName(typeName)
            .setPrivate(Messages.message(data))
            .build();
    var response =
        connection.call(typeName + ": renew", stub -> stub.renewEphemeralResource(request));
    return new Renewed(
        Messages.privateData(response.getPrivate()),
        instant(response.hasRenewAt(), response.getRenewAt()),
        Answers.diagnostics(response.getDiagnosticsList()));
  }

  public List<Diagnostic> close(PrivateData data) {
    var request =
        CloseEphemeralResource.Request.newBuilder()
            .setTypeName(typeName)
            .setPrivate(Messages.message(data))
            .build();
    return Answers.diagnostics(
        connection
            .call(typeName + ": close", stub -> stub.closeEphemeralResource(request))
            .getDiagnosticsList());
  }

  private static Optional<Instant> instant(boolean isSet, Timestamp at) {
    return isSet
        ? Optional.of(Instant.ofEpochSecond(at.getSeconds(), at.getNanos()))
        : Optional.empty();
  }
}
