package dev.slipway.provider.test;

import dev.slipway.provider.test.internal.protocol6.ObjectAnswer;
import dev.slipway.provider.test.internal.protocol6.PlanAnswer;
import dev.slipway.provider.test.internal.protocol6.ResourceCalls;
import dev.slipway.provider.test.internal.protocol6.ResourceCalls.Held;
import dev.slipway.provider.test.rules.PlannedAction;
import dev.slipway.provider.test.rules.TerraformRule;
import dev.slipway.provider.test.rules.TerraformRules;
import dev.slipway.provider.value.Path;
import dev.slipway.provider.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Plans and applies in the order in which Terraform does, and judges every answer. */
final class Changes {

  private final ResourceType type;
  private final ResourceCalls calls;
  private final TerraformRules rules;

  Changes(ResourceType type, ResourceCalls calls, TerraformRules rules) {
    this.type = type;
    this.calls = calls;
    this.rules = rules;
  }

  /**
   * Plans a new object, or a change of one. Where that needs a replacement, it is planned once more
   * as a new object.
   *
   * @param prior gone for a create
   */
  Planned plan(Instance prior, Value config) {
    // A tainted object is planned as if it were not there, and replaced.
    var before = prior.isTainted() ? Held.NOTHING : prior.held();
    var answer = asked(prior, before, config);
    var replacing = replacing(before, answer);
    if (replacing.isEmpty() || answer.planned().deferred().isPresent()) {
      var action = action(prior, before, answer.planned().object());
      return planned(prior, config, action, List.of(), answer.planned());
    }
    var successor =
        new Held(Value.ofNull(), answer.planned().privateData(), answer.planned().identity());
    var anew = asked(prior, successor, config);
    return planned(prior, config, PlannedAction.REPLACE, replacing, anew.planned());
  }

  private static PlannedAction action(Instance prior, Held before, Value planned) {
    if (before.object().isNull()) {
      return prior.isGone() ? PlannedAction.CREATE : PlannedAction.REPLACE;
    }
    return planned.equals(before.object()) ? PlannedAction.NOTHING : PlannedAction.UPDATE;
  }

  private List<Path> replacing(Held before, PlanAnswer answer) {
    return before.object().isNull()
        ? List.of()
        : answer.replacing().stream()
            .filter(path -> rules.replaces(path, before.object(), answer.planned().object()))
            .toList();
  }

  private PlanAnswer asked(Instance prior, Held before, Value config) {
    var doing = type.name() + ": plan";
    var proposed = ProposedState.of(type.shape(), config, before.object());
    var answer =
        RefusedAnswer.orElse(doing, TerraformRule.O3, () -> calls.plan(before, proposed, config));
    var planned = answer.planned();
    FailedCall.unless(doing, new Diagnosis(planned.diagnostics()), kept(prior));
    RefusedAnswer.unlessSound(
        doing, rules.deferral(planned.deferred(), calls.capabilities().deferralAllowed()));
    RefusedAnswer.unlessSound(
        doing, rules.plan(config, before.object(), planned.object(), answer.replacing()));
    boolean isNew = before.object().isNull();
    // Until all of it is known, a new object has none.
    if (!isNew || !planned.identity().isNull()) {
      RefusedAnswer.unlessSound(
          doing,
          rules.identity(isNew ? Value.ofNull() : before.identity(), planned.identity(), isNew));
    }
    return answer;
  }

  private static Planned planned(
      Instance prior,
      Value config,
      PlannedAction action,
      List<Path> replacing,
      ObjectAnswer answer) {
    return new Planned(
        prior,
        config,
        action,
        replacing,
        answer.held(),
        answer.deferred(),
        new Diagnosis(answer.diagnostics()));
  }

  /** Plans the end of an object. */
  Planned planDestroy(Instance prior) {
    var doing = type.name() + ": plan";
    var answer =
        RefusedAnswer.orElse(
                doing,
                TerraformRule.O3,
                () -> calls.plan(prior.held(), Value.ofNull(), Value.ofNull()))
            .planned();
    FailedCall.unless(doing, new Diagnosis(answer.diagnostics()), kept(prior));
    RefusedAnswer.unlessSound(doing, rules.destroyPlan(answer.object()));
    return planned(prior, Value.ofNull(), PlannedAction.DESTROY, List.of(), answer);
  }

  /**
   * Does what is planned.
   *
   * @param config as planned, with everything known
   */
  Instance apply(Planned planned, Value config) {
    if (planned.deferred().isPresent()) {
      throw new IllegalStateException("what is put off cannot be applied: " + planned);
    }
    return switch (planned.action()) {
      case NOTHING -> planned.prior();
      case DESTROY -> destroyed(planned);
      case CREATE, UPDATE -> made(planned, planned.prior(), config);
      case REPLACE -> made(planned, destroyed(planned), config);
    };
  }

  private Instance made(Planned first, Instance prior, Value config) {
    var doing = type.name() + ": apply";
    var last = plan(prior, config);
    var now =
        prior.isGone() && first.action() == PlannedAction.REPLACE
            ? PlannedAction.CREATE
            : first.action();
    var broken = new ArrayList<>(rules.finalAction(now, last.action()));
    broken.addAll(rules.finalDeferral(first.deferred(), last.deferred()));
    broken.addAll(rules.finalPlan(first.object(), last.object()));
    RefusedAnswer.unlessSound(type.name() + ": plan made again", broken);
    if (last.action() == PlannedAction.NOTHING) {
      return prior;
    }
    var answer =
        RefusedAnswer.orElse(
            doing, TerraformRule.A10, () -> calls.apply(prior.object(), last.held(), config));
    var diagnosis = new Diagnosis(answer.diagnostics());
    if (diagnosis.hasErrors()) {
      RefusedAnswer.unlessSound(doing, rules.failedApply(answer.object()));
      FailedCall.unless(doing, diagnosis, left(prior, answer));
    }
    RefusedAnswer.unlessSound(doing, rules.apply(last.object(), answer.object()));
    RefusedAnswer.unlessSound(
        doing, rules.identity(last.held().identity(), answer.identity(), false));
    return new Instance(type, answer.held(), false, Optional.empty(), diagnosis);
  }

  private Instance destroyed(Planned planned) {
    var doing = type.name() + ": apply";
    var prior = planned.prior();
    var leaving = new Held(Value.ofNull(), planned.privateData(), prior.held().identity());
    var answer =
        RefusedAnswer.orElse(
            doing, TerraformRule.A10, () -> calls.apply(prior.object(), leaving, Value.ofNull()));
    var diagnosis = new Diagnosis(answer.diagnostics());
    if (diagnosis.hasErrors()) {
      RefusedAnswer.unlessSound(doing, rules.failedApply(answer.object()));
      FailedCall.unless(doing, diagnosis, left(prior, answer));
    }
    RefusedAnswer.unlessSound(doing, rules.apply(Value.ofNull(), answer.object()));
    return new Instance(type, Held.NOTHING, false, Optional.empty(), diagnosis);
  }

  /** What Terraform saves of an apply with errors: what came back, else what was. */
  private Optional<Instance> left(Instance prior, ObjectAnswer answer) {
    if (answer.object().isNull()) {
      return kept(prior);
    }
    boolean tainted = prior.isGone() || prior.isTainted();
    return Optional.of(
        new Instance(
            type, answer.held(), tainted, Optional.empty(), new Diagnosis(answer.diagnostics())));
  }

  private static Optional<Instance> kept(Instance prior) {
    return prior.isGone() ? Optional.empty() : Optional.of(prior);
  }
}
