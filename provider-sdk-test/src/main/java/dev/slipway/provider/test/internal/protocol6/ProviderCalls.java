package dev.slipway.provider.test.internal.protocol6;

import dev.slipway.proto.tfplugin6.ConfigureProvider;
import dev.slipway.proto.tfplugin6.StopProvider;
import dev.slipway.proto.tfplugin6.ValidateProviderConfig;
import dev.slipway.provider.diag.Diagnostic;
import dev.slipway.provider.internal.protocol6.Messages;
import dev.slipway.provider.value.Type;
import dev.slipway.provider.value.Value;
import java.util.List;

/**
 * Asks the provider as a whole.
 *
 * @param type of its configuration
 */
public record ProviderCalls(Connection connection, Capabilities capabilities, Type type) {

  public List<Diagnostic> validate(Value config) {
    var request =
        ValidateProviderConfig.Request.newBuilder()
            .setConfig(Messages.message(config, type))
            .build();
    return Answers.diagnostics(
        connection
            .call("provider: validate", stub -> stub.validateProviderConfig(request))
            .getDiagnosticsList());
  }

  public List<Diagnostic> configure(Value config) {
    var request =
        ConfigureProvider.Request.newBuilder()
            .setTerraformVersion(capabilities.terraformVersion())
            .setClientCapabilities(capabilities.message())
            .setConfig(Messages.message(config, type))
            .build();
    return Answers.diagnostics(
        connection
            .call("provider: configure", stub -> stub.configureProvider(request))
            .getDiagnosticsList());
  }

  /** Asks to stop; what is said against it, or nothing. */
  public String stop() {
    return connection
        .call(
            "provider: stop", stub -> stub.stopProvider(StopProvider.Request.getDefaultInstance()))
        .getError();
  }
}
