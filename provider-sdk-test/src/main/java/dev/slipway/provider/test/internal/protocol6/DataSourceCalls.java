package dev.slipway.provider.test.internal.protocol6;

import dev.slipway.proto.tfplugin6.ReadDataSource;
import dev.slipway.proto.tfplugin6.ValidateDataResourceConfig;
import dev.slipway.provider.diag.Diagnostic;
import dev.slipway.provider.internal.protocol6.Messages;
import dev.slipway.provider.plan.PrivateData;
import dev.slipway.provider.value.Type;
import dev.slipway.provider.value.Value;
import java.util.List;

/** Asks for a data source type. */
public record DataSourceCalls(
    Connection connection, Capabilities capabilities, String typeName, Type type) {

  public List<Diagnostic> validate(Value config) {
    var request =
        ValidateDataResourceConfig.Request.newBuilder()
            .setTypeName(typeName)
            .setConfig(Messages.message(config, type))
            .build();
    return Answers.diagnostics(
        connection
            .call(typeName + ": validate", stub -> stub.validateDataResourceConfig(request))
            .getDiagnosticsList());
  }

  public ObjectAnswer read(Value config) {
    var request =
        ReadDataSource.Request.newBuilder()
            .setTypeName(typeName)
            .setClientCapabilities(capabilities.message())
            .setConfig(Messages.message(config, type))
            .build();
    var response = connection.call(typeName + ": read", stub -> stub.readDataSource(request));
    return new ObjectAnswer(
        Messages.value(response.getState(), type),
        PrivateData.NONE,
        Value.ofNull(),
        Answers.deferred(response.hasDeferred(), response.getDeferred()),
        Answers.diagnostics(response.getDiagnosticsList()));
  }
}
