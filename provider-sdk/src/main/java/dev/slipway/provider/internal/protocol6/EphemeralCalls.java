package dev.slipway.provider.internal.protocol6;

import com.google.protobuf.Timestamp;
import dev.slipway.proto.tfplugin6.CloseEphemeralResource;
import dev.slipway.proto.tfplugin6.OpenEphemeralResource;
import dev.slipway.proto.tfplugin6.RenewEphemeralResource;
import dev.slipway.proto.tfplugin6.ValidateEphemeralResourceConfig;
import dev.slipway.provider.Deferral;
import dev.slipway.provider.EphemeralResource.Opened;
import dev.slipway.provider.internal.engine.Proposal;
import dev.slipway.provider.internal.engine.Spelling;
import dev.slipway.provider.plan.Config;
import dev.slipway.provider.schema.Timeouts;
import dev.slipway.provider.value.Path;
import java.time.Instant;

/** What Terraform asks of ephemeral resources. */
final class EphemeralCalls<C> {

  private final Offer<C> offer;

  EphemeralCalls(Offer<C> offer) {
    this.offer = offer;
  }

  ValidateEphemeralResourceConfig.Response validate(
      ValidateEphemeralResourceConfig.Request request, Session<C> session) throws Exception {
    var offered = offer.ephemeral(request.getTypeName());
    var shape = offered.schema().shape();
    var config = Messages.object(request.getConfig(), shape.type());
    return ValidateEphemeralResourceConfig.Response.newBuilder()
        .addAllDiagnostics(
            Validation.run(shape, config, true, offered.ephemeral()::validate, session))
        .build();
  }

  OpenEphemeralResource.Response open(OpenEphemeralResource.Request request, Session<C> session)
      throws Exception {
    var offered = offer.ephemeral(request.getTypeName());
    var shape = offered.schema().shape();
    var config = Proposal.defaulted(shape, Messages.object(request.getConfig(), shape.type()));
    offered
        .schema()
        .timeouts()
        .ifPresent(timeouts -> session.limitTo(timeouts.limitOf(Timeouts.Operation.READ, config)));
    var response = OpenEphemeralResource.Response.newBuilder();
    Opened opened;
    try {
      opened = offered.ephemeral().open(new Config(shape.view(config, Path.ROOT)), session);
    } catch (Deferral deferral) {
      return response
          .setDeferred(Deferrals.allowed(deferral, request.getClientCapabilities()))
          .setResult(Messages.message(Proposal.create(shape, config), shape.type()))
          .addAllDiagnostics(Messages.messages(session.diagnostics()))
          .build();
    }
    var object = Spelling.kept(shape, config, Answers.object(opened.state(), shape));
    Answers.requireStorable(shape, object, session);
    opened.renewAt().map(EphemeralCalls::timestamp).ifPresent(response::setRenewAt);
    return response
        .setResult(Messages.message(Answers.storable(shape, object), shape.type()))
        .setPrivate(Messages.message(opened.state().privateData()))
        .addAllDiagnostics(Messages.messages(session.diagnostics()))
        .build();
  }

  RenewEphemeralResource.Response renew(RenewEphemeralResource.Request request, Session<C> session)
      throws Exception {
    var renewed =
        offer
            .ephemeral(request.getTypeName())
            .ephemeral()
            .renew(Messages.privateData(request.getPrivate()), session);
    var response =
        RenewEphemeralResource.Response.newBuilder().setPrivate(Messages.message(renewed.data()));
    renewed.renewAt().map(EphemeralCalls::timestamp).ifPresent(response::setRenewAt);
    return response.addAllDiagnostics(Messages.messages(session.diagnostics())).build();
  }

  CloseEphemeralResource.Response close(CloseEphemeralResource.Request request, Session<C> session)
      throws Exception {
    offer
        .ephemeral(request.getTypeName())
        .ephemeral()
        .close(Messages.privateData(request.getPrivate()), session);
    return CloseEphemeralResource.Response.newBuilder()
        .addAllDiagnostics(Messages.messages(session.diagnostics()))
        .build();
  }

  private static Timestamp timestamp(Instant instant) {
    return Timestamp.newBuilder()
        .setSeconds(instant.getEpochSecond())
        .setNanos(instant.getNano())
        .build();
  }
}
