package dev.slipway.provider.internal.protocol6;

import dev.slipway.proto.tfplugin6.InvokeAction;
import dev.slipway.proto.tfplugin6.PlanAction;
import dev.slipway.proto.tfplugin6.ValidateActionConfig;
import dev.slipway.provider.Action.Invocation;
import dev.slipway.provider.Deferral;
import dev.slipway.provider.internal.engine.Proposal;
import dev.slipway.provider.internal.protocol6.RunningCalls.RunningCall;
import dev.slipway.provider.plan.Config;
import dev.slipway.provider.value.Path;
import org.jspecify.annotations.Nullable;

/** What Terraform asks of actions. */
final class ActionCalls<C> {

  private final Offer<C> offer;

  ActionCalls(Offer<C> offer) {
    this.offer = offer;
  }

  ValidateActionConfig.Response validate(ValidateActionConfig.Request request, Session<C> session)
      throws Exception {
    var offered = offer.action(request.getTypeName());
    var shape = offered.schema().shape();
    var config = Messages.object(request.getConfig(), shape.type());
    return ValidateActionConfig.Response.newBuilder()
        .addAllDiagnostics(Validation.run(shape, config, true, offered.action()::validate, session))
        .build();
  }

  PlanAction.Response plan(PlanAction.Request request, Session<C> session) throws Exception {
    var offered = offer.action(request.getActionType());
    var shape = offered.schema().shape();
    var config = Proposal.defaulted(shape, Messages.object(request.getConfig(), shape.type()));
    var response = PlanAction.Response.newBuilder();
    try {
      offered.action().plan(new Config(shape.view(config, Path.ROOT)), session);
    } catch (Deferral deferral) {
      response.setDeferred(Deferrals.allowed(deferral, request.getClientCapabilities()));
    }
    return response.addAllDiagnostics(Messages.messages(session.diagnostics())).build();
  }

  /** Hands out an event per message of progress, and one at the end. */
  void invoke(
      InvokeAction.Request request,
      RunningCall call,
      @Nullable Configured<C> configured,
      Outlet<InvokeAction.Event> out) {
    var session =
        new InvocationSession<C>(
            request.getActionType() + ": invoke", call, configured, offer.meta().none(), out);
    try {
      var offered = offer.action(request.getActionType());
      var shape = offered.schema().shape();
      var config = Proposal.defaulted(shape, Messages.object(request.getConfig(), shape.type()));
      offered.action().invoke(new Config(shape.view(config, Path.ROOT)), session);
    } catch (Throwable thrown) { // A failed rpc would read as a crash of the provider.
      session.failed(thrown);
    }
    out.send(
        InvokeAction.Event.newBuilder()
            .setCompleted(
                InvokeAction.Event.Completed.newBuilder()
                    .addAllDiagnostics(Messages.messages(session.diagnostics())))
            .build());
  }

  /** A call that does something and tells how far it has come. */
  private static final class InvocationSession<C> extends Session<C> implements Invocation<C> {

    private final Outlet<InvokeAction.Event> out;

    InvocationSession(
        String doing,
        RunningCall call,
        @Nullable Configured<C> configured,
        Config meta,
        Outlet<InvokeAction.Event> out) {
      super(doing, call, configured, meta);
      this.out = out;
    }

    @Override
    public void progress(String message) {
      out.send(
          InvokeAction.Event.newBuilder()
              .setProgress(InvokeAction.Event.Progress.newBuilder().setMessage(message))
              .build());
    }
  }
}
