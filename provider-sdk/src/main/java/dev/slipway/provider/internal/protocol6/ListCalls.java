package dev.slipway.provider.internal.protocol6;

import dev.slipway.proto.tfplugin6.ListResource;
import dev.slipway.proto.tfplugin6.ValidateListResourceConfig;
import dev.slipway.provider.ListResource.Found;
import dev.slipway.provider.internal.engine.Proposal;
import dev.slipway.provider.internal.protocol6.Offer.OfferedList;
import dev.slipway.provider.internal.protocol6.RunningCalls.RunningCall;
import dev.slipway.provider.plan.Config;
import dev.slipway.provider.plan.PrivateData;
import dev.slipway.provider.plan.State;
import dev.slipway.provider.value.Path;
import org.jspecify.annotations.Nullable;

/** What Terraform asks of list resources. */
final class ListCalls<C> {

  private final Offer<C> offer;

  ListCalls(Offer<C> offer) {
    this.offer = offer;
  }

  ValidateListResourceConfig.Response validate(
      ValidateListResourceConfig.Request request, Session<C> session) throws Exception {
    var offered = offer.list(request.getTypeName());
    var shape = offered.schema().shape();
    var config = Messages.object(request.getConfig(), shape.type());
    return ValidateListResourceConfig.Response.newBuilder()
        .addAllDiagnostics(Validation.run(shape, config, true, offered.list()::validate, session))
        .build();
  }

  /** Hands out one event per object, and one with all that was reported. */
  void list(
      ListResource.Request request,
      RunningCall call,
      @Nullable Configured<C> configured,
      Outlet<ListResource.Event> out) {
    var doing = request.getTypeName() + ": list";
    Session<C> session = new Session<>(doing, call, configured, offer.meta().none());
    try {
      var offered = offer.list(request.getTypeName());
      var listing =
          new ListingSession<>(
              doing,
              call,
              configured,
              offer.meta().none(),
              blank(offered),
              request.getIncludeResourceObject(),
              request.getLimit() > 0 ? request.getLimit() : Long.MAX_VALUE);
      session = listing;
      list(offered, request, listing, out);
    } catch (Throwable thrown) { // A failed rpc would read as a crash of the provider.
      session.failed(thrown);
    }
    if (!session.diagnostics().all().isEmpty()) {
      out.send(
          ListResource.Event.newBuilder()
              .addAllDiagnostic(Messages.messages(session.diagnostics()))
              .build());
    }
  }

  private void list(
      OfferedList<C> offered,
      ListResource.Request request,
      ListingSession<C> listing,
      Outlet<ListResource.Event> out)
      throws Exception {
    var shape = offered.schema().shape();
    var config = Proposal.defaulted(shape, Messages.object(request.getConfig(), shape.type()));
    try (var found = offered.list().list(new Config(shape.view(config, Path.ROOT)), listing)) {
      var each = found.iterator();
      for (long left = listing.limit();
          left > 0 && !listing.cancelled() && !listing.diagnostics().hasErrors() && each.hasNext();
          left--) {
        event(offered, each.next(), listing, out);
      }
    }
  }

  private void event(
      OfferedList<C> offered,
      Found found,
      ListingSession<C> listing,
      Outlet<ListResource.Event> out) {
    var shape = offered.resource().schema().shape();
    var object = Answers.object(found.state(), shape);
    var identity = IdentityCalls.of(offered.resource(), object);
    if (identity.isEmpty()) {
      listing
          .diagnostics()
          .add(
              AuthorFailures.bug(
                  Path.ROOT,
                  "%s found %s without the attributes of its identity."
                      .formatted(listing.doing(), found.displayName())));
      return;
    }
    Answers.requireStorable(shape, object, listing);
    var event =
        ListResource.Event.newBuilder()
            .setIdentity(identity.get())
            .setDisplayName(found.displayName());
    if (listing.withObjects()) {
      event.setResourceObject(Messages.message(Answers.storable(shape, object), shape.type()));
    }
    out.send(event.build());
  }

  private static State blank(OfferedList<?> offered) {
    var shape = offered.resource().schema().shape();
    var nothing = Proposal.defaulted(shape, shape.blank().object());
    return new State(shape.view(nothing, Path.ROOT), PrivateData.NONE);
  }
}
