package dev.slipway.provider.internal.protocol6;

import dev.slipway.proto.tfplugin6.ApplyResourceChange;
import dev.slipway.proto.tfplugin6.PlanResourceChange;
import dev.slipway.provider.Deferral;
import dev.slipway.provider.internal.engine.ApplyRules;
import dev.slipway.provider.internal.engine.PlanRules;
import dev.slipway.provider.internal.engine.Proposal;
import dev.slipway.provider.internal.engine.ReplacedPaths;
import dev.slipway.provider.internal.engine.Replacements;
import dev.slipway.provider.internal.engine.Spelling;
import dev.slipway.provider.internal.protocol6.Offer.OfferedResource;
import dev.slipway.provider.plan.Change;
import dev.slipway.provider.plan.Config;
import dev.slipway.provider.plan.Plan;
import dev.slipway.provider.plan.PrivateData;
import dev.slipway.provider.plan.State;
import dev.slipway.provider.schema.Nested;
import dev.slipway.provider.schema.Shape;
import dev.slipway.provider.schema.Timeouts.Operation;
import dev.slipway.provider.value.Path;
import dev.slipway.provider.value.Value;
import java.util.LinkedHashSet;
import java.util.Optional;

/** Planning and making changes of resources. */
final class ChangeCalls<C> {

  private final Offer<C> offer;

  ChangeCalls(Offer<C> offer) {
    this.offer = offer;
  }

  PlanResourceChange.Response plan(PlanResourceChange.Request request, Session<C> session)
      throws Exception {
    var offered = offer.resource(request.getTypeName());
    var shape = offered.schema().shape();
    var prior = Messages.value(request.getPriorState(), shape.type());
    if (Messages.value(request.getProposedNewState(), shape.type()).isNull()) {
      var leaving = Messages.object(request.getPriorState(), shape.type());
      var privateData = Messages.privateData(request.getPriorPrivate());
      offered.resource().planDelete(new State(view(shape, leaving), privateData), session);
      return PlanResourceChange.Response.newBuilder()
          .setPlannedState(ResourceCalls.gone(offered))
          .setPlannedPrivate(request.getPriorPrivate())
          .addAllDiagnostics(Messages.messages(session.diagnostics()))
          .build();
    }
    var config = Messages.object(request.getConfig(), shape.type());
    var remembered = Messages.privateData(request.getPriorPrivate());
    // A replacement begins anew: what the old object remembered is not the new one's.
    var privateData = prior.isNull() ? PrivateData.NONE : remembered;
    Plan planned;
    try {
      planned = planned(offered, config, prior, privateData, session);
    } catch (Deferral deferral) {
      return PlanResourceChange.Response.newBuilder()
          .setDeferred(Deferrals.allowed(deferral, request.getClientCapabilities()))
          .setPlannedState(Messages.message(proposed(shape, config, prior), shape.type()))
          .setPlannedPrivate(request.getPriorPrivate())
          .addAllDiagnostics(Messages.messages(session.diagnostics()))
          .build();
    }
    var object = planned.fields().object();
    Answers.report(PlanRules.broken(shape, config, prior, object), session);
    Answers.report(ReplacedPaths.broken(prior, object, planned.replacing()), session);

    var response =
        PlanResourceChange.Response.newBuilder()
            .setPlannedState(Messages.message(object, shape.type()))
            .setPlannedPrivate(
                Messages.message(
                    prior.isNull()
                        ? Succession.planned(planned.privateData(), remembered)
                        : planned.privateData()));
    if (!prior.isNull()) {
      var replacing = new LinkedHashSet<>(Replacements.needed(shape, prior, object));
      replacing.addAll(planned.replacing());
      replacing.forEach(path -> response.addRequiresReplace(Messages.message(path)));
    }
    // An object keeps its identity through updates, whatever its plan leaves open.
    IdentityCalls.of(offered, prior.isNull() ? object : prior)
        .ifPresent(response::setPlannedIdentity);
    return response.addAllDiagnostics(Messages.messages(session.diagnostics())).build();
  }

  /** What the configuration makes of the object, completed by the author. */
  private static <C> Plan planned(
      OfferedResource<C> offered,
      Value config,
      Value prior,
      PrivateData privateData,
      Session<C> session)
      throws Exception {
    var shape = offered.schema().shape();
    var configured = new Config(view(shape, config));
    Optional<State> before =
        prior.isNull() ? Optional.empty() : Optional.of(new State(view(shape, prior), privateData));
    var proposed = proposed(shape, config, prior);
    var completed =
        completed(
            offered, before, new Plan(view(shape, proposed), configured, privateData), session);
    boolean authorChanges = proposed.equals(prior) && !completed.fields().object().equals(prior);
    if (!authorChanges || session.diagnostics().hasErrors()) {
      return completed;
    }
    // The author changes what the configuration does not, so computed values may follow.
    var changed = Proposal.changed(shape, config, prior);
    return completed(
        offered, before, new Plan(view(shape, changed), configured, privateData), session);
  }

  private static Value proposed(Shape<?> shape, Value config, Value prior) {
    return prior.isNull() ? Proposal.create(shape, config) : Proposal.update(shape, config, prior);
  }

  private static <C> Plan completed(
      OfferedResource<C> offered, Optional<State> prior, Plan plan, Session<C> session)
      throws Exception {
    var completed = offered.resource().plan(new Change(prior, plan), session);
    return Answers.plan(completed, offered.schema().shape());
  }

  ApplyResourceChange.Response apply(ApplyResourceChange.Request request, Session<C> session) {
    var offered = offer.resource(request.getTypeName());
    var shape = offered.schema().shape();
    var prior = Messages.value(request.getPriorState(), shape.type());
    var planned = Messages.value(request.getPlannedState(), shape.type());
    var privateData = Messages.privateData(request.getPlannedPrivate());
    if (planned.isNull()) {
      var leaving = Messages.object(request.getPriorState(), shape.type());
      return delete(
          offered, new State(view(shape, leaving), Succession.predecessor(privateData)), session);
    }
    var config = Messages.object(request.getConfig(), shape.type());
    var plan =
        new Plan(
            view(shape, planned),
            new Config(view(shape, config)),
            Succession.successor(privateData));
    var result =
        changed(offered, prior, plan, session)
            .map(state -> finished(shape, planned, state, session));

    var response = ApplyResourceChange.Response.newBuilder();
    result.ifPresentOrElse(
        state -> {
          var object = state.fields().object();
          IdentityCalls.requireSame(offered, prior, object, session);
          IdentityCalls.of(offered, object).ifPresent(response::setNewIdentity);
          response
              .setNewState(Messages.message(object, shape.type()))
              .setPrivate(Messages.message(state.privateData()));
        },
        // With an error, Terraform keeps the prior state; of a create nothing is left.
        () -> response.setNewState(ResourceCalls.gone(offered)));
    return response.addAllDiagnostics(Messages.messages(session.diagnostics())).build();
  }

  /** What the author returns, or has noted before failing. */
  private static <C> Optional<State> changed(
      OfferedResource<C> offered, Value prior, Plan plan, Session<C> session) {
    var shape = offered.schema().shape();
    try {
      State state;
      if (prior.isNull()) {
        session.nowDoing(offered.typeName() + ": create");
        ResourceCalls.limit(offered, Operation.CREATE, plan.fields().object(), session);
        state = offered.resource().create(plan, session);
      } else {
        session.nowDoing(offered.typeName() + ": update");
        ResourceCalls.limit(offered, Operation.UPDATE, plan.fields().object(), session);
        var before = new State(view(shape, prior), plan.privateData());
        state = offered.resource().update(before, plan, session);
      }
      var result = Answers.result(state, shape, session);
      return result.isPresent() ? result : checkpoint(shape, session);
    } catch (Throwable thrown) { // Whatever it is, what was done has to be saved.
      session.failed(thrown);
      return checkpoint(shape, session);
    }
  }

  private static Optional<State> checkpoint(Shape<?> shape, Session<?> session) {
    return session.checkpoint().flatMap(state -> Answers.result(state, shape, session));
  }

  /** The result in the plan's spelling, with every broken rule reported, and fit for a state. */
  private static State finished(Shape<?> shape, Value planned, State state, Session<?> session) {
    var object = Spelling.kept(shape, planned, state.fields().object());
    if (!session.diagnostics().hasErrors()) {
      Answers.report(ApplyRules.broken(shape, planned, object), session);
    }
    return new State(view(shape, Answers.storable(shape, object)), state.privateData());
  }

  private static <C> ApplyResourceChange.Response delete(
      OfferedResource<C> offered, State state, Session<C> session) {
    var shape = offered.schema().shape();
    session.nowDoing(offered.typeName() + ": delete");
    ResourceCalls.limit(offered, Operation.DELETE, state.fields().object(), session);
    try {
      offered.resource().delete(state, session);
    } catch (Throwable thrown) { // Whatever it is, the object may still be there.
      session.failed(thrown);
    }
    var response = ApplyResourceChange.Response.newBuilder();
    if (session.diagnostics().hasErrors()) {
      response
          .setNewState(Messages.message(state.fields().object(), shape.type()))
          .setPrivate(Messages.message(state.privateData()));
    } else {
      response.setNewState(ResourceCalls.gone(offered));
    }
    return response.addAllDiagnostics(Messages.messages(session.diagnostics())).build();
  }

  private static Nested view(Shape<?> shape, Value object) {
    return shape.view(object, Path.ROOT);
  }
}
