package dev.slipway.provider.internal.protocol6;

import dev.slipway.proto.tfplugin6.ReadDataSource;
import dev.slipway.proto.tfplugin6.ValidateDataResourceConfig;
import dev.slipway.provider.Deferral;
import dev.slipway.provider.internal.engine.Proposal;
import dev.slipway.provider.internal.engine.Spelling;
import dev.slipway.provider.plan.Config;
import dev.slipway.provider.plan.State;
import dev.slipway.provider.schema.Timeouts;
import dev.slipway.provider.value.Path;

/** What Terraform asks of data sources. */
final class DataSourceCalls<C> {

  private final Offer<C> offer;

  DataSourceCalls(Offer<C> offer) {
    this.offer = offer;
  }

  ValidateDataResourceConfig.Response validate(
      ValidateDataResourceConfig.Request request, Session<C> session) throws Exception {
    var offered = offer.dataSource(request.getTypeName());
    var shape = offered.schema().shape();
    var config = Messages.object(request.getConfig(), shape.type());
    return ValidateDataResourceConfig.Response.newBuilder()
        .addAllDiagnostics(
            Validation.run(shape, config, true, offered.dataSource()::validate, session))
        .build();
  }

  ReadDataSource.Response read(ReadDataSource.Request request, Session<C> session)
      throws Exception {
    var offered = offer.dataSource(request.getTypeName());
    var shape = offered.schema().shape();
    var config = Proposal.defaulted(shape, Messages.object(request.getConfig(), shape.type()));
    offered
        .schema()
        .timeouts()
        .ifPresent(timeouts -> session.limitTo(timeouts.limitOf(Timeouts.Operation.READ, config)));
    State state;
    try {
      state = offered.dataSource().read(new Config(shape.view(config, Path.ROOT)), session);
    } catch (Deferral deferral) {
      return ReadDataSource.Response.newBuilder()
          .setDeferred(Deferrals.allowed(deferral, request.getClientCapabilities()))
          .setState(Messages.message(Proposal.create(shape, config), shape.type()))
          .addAllDiagnostics(Messages.messages(session.diagnostics()))
          .build();
    }
    var read = Spelling.kept(shape, config, Answers.object(state, shape));
    Answers.requireStorable(shape, read, session);
    return ReadDataSource.Response.newBuilder()
        .setState(Messages.message(Answers.storable(shape, read), shape.type()))
        .addAllDiagnostics(Messages.messages(session.diagnostics()))
        .build();
  }
}
