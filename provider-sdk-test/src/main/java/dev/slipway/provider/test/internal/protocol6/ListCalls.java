package dev.slipway.provider.test.internal.protocol6;

import dev.slipway.proto.tfplugin6.ListResource;
import dev.slipway.proto.tfplugin6.ValidateListResourceConfig;
import dev.slipway.provider.diag.Diagnostic;
import dev.slipway.provider.internal.protocol6.Messages;
import dev.slipway.provider.test.rules.ListEvent;
import dev.slipway.provider.value.Type;
import dev.slipway.provider.value.Value;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Asks for a list resource type.
 *
 * @param type of its configuration
 * @param objectType of the objects that it finds
 */
public record ListCalls(
    Connection connection, String typeName, Type type, Type objectType, Type identityType) {

  public List<Diagnostic> validate(Value config) {
    var request =
        ValidateListResourceConfig.Request.newBuilder()
            .setTypeName(typeName)
            .setConfig(Messages.message(config, type))
            .build();
    return Answers.diagnostics(
        connection
            .call(typeName + ": validate", stub -> stub.validateListResourceConfig(request))
            .getDiagnosticsList());
  }

  /** The events, as they come; closing the stream cancels the call. */
  public Stream<ListEvent> list(Value config, boolean withObjects, long limit) {
    var request =
        ListResource.Request.newBuilder()
            .setTypeName(typeName)
            .setConfig(Messages.message(config, type))
            .setIncludeResourceObject(withObjects)
            .setLimit(limit)
            .build();
    return connection.stream(typeName + ": list", stub -> stub.listResource(request))
        .map(this::event);
  }

  private ListEvent event(ListResource.Event event) {
    return new ListEvent(
        event.getDisplayName(),
        Messages.value(event.getIdentity().getIdentityData(), identityType),
        event.hasResourceObject()
            ? Optional.of(Messages.value(event.getResourceObject(), objectType))
            : Optional.empty(),
        Answers.diagnostics(event.getDiagnosticList()));
  }
}
