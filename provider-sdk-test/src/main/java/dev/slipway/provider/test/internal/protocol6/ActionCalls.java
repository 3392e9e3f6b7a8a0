package dev.slipway.provider.test.internal.protocol6;

import dev.slipway.proto.tfplugin6.InvokeAction;
import dev.slipway.proto.tfplugin6.PlanAction;
import dev.slipway.proto.tfplugin6.ValidateActionConfig;
import dev.slipway.provider.diag.Diagnostic;
import dev.slipway.provider.internal.protocol6.Messages;
import dev.slipway.provider.plan.PrivateData;
import dev.slipway.provider.test.rules.ActionEvent;
import dev.slipway.provider.value.Type;
import dev.slipway.provider.value.Value;
import java.util.List;
import java.util.stream.Stream;

/** Asks for an action type. */
public record ActionCalls(
    Connection connection, Capabilities capabilities, String typeName, Type type) {

  public List<Diagnostic> validate(Value config) {
    var request =
        ValidateActionConfig.Request.newBuilder()
            .setTypeName(typeName)
            .setConfig(Messages.message(config, type))
            .build();
    return Answers.diagnostics(
        connection
            .call(typeName + ": validate", stub -> stub.validateActionConfig(request))
            .getDiagnosticsList());
  }

  /** There is no object in the answer. */
  public ObjectAnswer plan(Value config) {
    var request =
        PlanAction.Request.newBuilder()
            .setActionType(typeName)
            .setClientCapabilities(capabilities.message())
            .setConfig(Messages.message(config, type))
            .build();
    var response = connection.call(typeName + ": plan", stub -> stub.planAction(request));
    return new ObjectAnswer(
        Value.ofNull(),
        PrivateData.NONE,
        Value.ofNull(),
        Answers.deferred(response.hasDeferred(), response.getDeferred()),
        Answers.diagnostics(response.getDiagnosticsList()));
  }

  /** The events, as they come; closing the stream cancels the call. */
  public Stream<ActionEvent> invoke(Value config) {
    var request =
        InvokeAction.Request.newBuilder()
            .setActionType(typeName)
            .setClientCapabilities(capabilities.message())
            .setConfig(Messages.message(config, type))
            .build();
    return connection.stream(typeName + ": invoke", stub -> stub.invokeAction(request))
        .map(ActionCalls::event);
  }

  private static ActionEvent event(InvokeAction.Event event) {
    return switch (event.getTypeCase()) {
      case PROGRESS -> new ActionEvent.Progress(event.getProgress().getMessage());
      case COMPLETED ->
          new ActionEvent.Completed(Answers.diagnostics(event.getCompleted().getDiagnosticsList()));
      case TYPE_NOT_SET -> new ActionEvent.Nothing();
    };
  }
}
