package dev.slipway.provider.test;

import dev.slipway.provider.Identity;
import dev.slipway.provider.Resource;
import dev.slipway.provider.diag.Diagnostic;
import dev.slipway.provider.plan.PrivateData;
import dev.slipway.provider.schema.Nested;
import dev.slipway.provider.schema.Schema;
import dev.slipway.provider.test.internal.protocol6.ImportAnswer;
import dev.slipway.provider.test.internal.protocol6.ObjectAnswer;
import dev.slipway.provider.test.internal.protocol6.ResourceCalls;
import dev.slipway.provider.test.internal.protocol6.ResourceCalls.Held;
import dev.slipway.provider.test.rules.BrokenRule;
import dev.slipway.provider.test.rules.TerraformRule;
import dev.slipway.provider.test.rules.TerraformRules;
import dev.slipway.provider.value.Path;
import dev.slipway.provider.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A resource type under test. Every verb does what Terraform does for it, with all the calls that
 * belong to it and in their order, and fails the test if the provider reports an error or answers
 * in a way that Terraform refuses.
 */
public final class TestedResource {

  private final Schema schema;
  private final ResourceType type;
  private final Identity identity;
  private final ResourceCalls calls;
  private final TerraformRules rules;
  private final Changes changes;

  TestedResource(Resource<?> resource, ResourceCalls calls) {
    this.schema = resource.schema();
    this.identity = resource.identity();
    this.type = new ResourceType(resource.typeName(), schema.shape(), identity.shape());
    this.calls = calls;
    this.rules = TerraformRules.of(schema, identity);
    this.changes = new Changes(type, calls, rules);
  }

  public String typeName() {
    return type.name();
  }

  public Schema schema() {
    return schema;
  }

  /** By what objects are found again. */
  public Identity identity() {
    return identity;
  }

  /** What is wrong with a configuration. Never fails the test. */
  public Diagnosis validate(Configuration written) {
    return validate(config(written));
  }

  private Diagnosis validate(Value config) {
    return new Diagnosis(calls.validate(config));
  }

  /** Plans a new object: validates the configuration, then plans. */
  public Planned plan(Configuration written) {
    return plan(Instance.none(type), written);
  }

  /**
   * Plans a change of an object: validates the configuration, then plans; a replacement is planned
   * once more as a new object.
   *
   * @param prior gone for a new object; a tainted one is replaced
   */
  public Planned plan(Instance prior, Configuration written) {
    var config = config(written);
    requireValid(config, prior);
    return changes.plan(prior, config);
  }

  private void requireValid(Value config, Instance prior) {
    FailedCall.unless(
        type.name() + ": validate",
        validate(config),
        Optional.of(prior).filter(instance -> !instance.isGone()));
  }

  /** Plans the end of an object. */
  public Planned planDestroy(Instance prior) {
    return changes.planDestroy(prior);
  }

  /** Does what is planned, with the configuration that it was planned with. */
  public Instance apply(Planned planned) {
    return applied(planned, planned.config());
  }

  /**
   * Does what is planned: validates the configuration and plans again, then applies, as Terraform
   * does in its second phase. Of a replacement, the old object is destroyed before.
   *
   * @param known the configuration that it was planned with, with everything known
   */
  public Instance apply(Planned planned, Configuration known) {
    return applied(planned, config(known));
  }

  private Instance applied(Planned planned, Value config) {
    if (!config.isNull()) {
      requireValid(config, planned.prior());
    }
    return changes.apply(planned, config);
  }

  /** Plans and makes a new object. */
  public Instance create(Configuration written) {
    return change(Instance.none(type), written);
  }

  /** Plans and makes a change of an object, by whatever that needs. */
  public Instance change(Instance prior, Configuration written) {
    return apply(plan(prior, written));
  }

  /**
   * Plans and makes the end of an object.
   *
   * @return the warnings
   */
  public Diagnosis destroy(Instance prior) {
    var planned = planDestroy(prior);
    return planned.diagnosis().and(apply(planned).diagnosis());
  }

  /** Looks at an object as it is; gone if there is none any more. */
  public Instance refresh(Instance current) {
    var doing = type.name() + ": read";
    var answer = RefusedAnswer.orElse(doing, TerraformRule.O3, () -> calls.read(current.held()));
    var diagnosis =
        FailedCall.unless(doing, new Diagnosis(answer.diagnostics()), Optional.of(current));
    RefusedAnswer.unlessSound(
        doing, rules.deferral(answer.deferred(), calls.capabilities().deferralAllowed()));
    if (answer.object().isNull()) {
      return new Instance(type, Held.NOTHING, false, answer.deferred(), diagnosis);
    }
    requireObject(doing, answer);
    RefusedAnswer.unlessSound(
        doing, rules.identity(current.held().identity(), answer.identity(), false));
    return new Instance(type, answer.held(), current.isTainted(), answer.deferred(), diagnosis);
  }

  /** Starts managing the object with an id: imports it, then looks at it. */
  public Instance importId(String id) {
    return imported("\"%s\"".formatted(id), () -> calls.importId(id));
  }

  /** Starts managing the object with an identity: imports it, then looks at it. */
  public Instance importIdentity(Configuration identified) {
    var value = identified.in(type.identity(), "the identity of " + type.name());
    return imported(value.toString(), () -> calls.importIdentity(value));
  }

  private Instance imported(String by, Supplier<ImportAnswer> call) {
    var doing = type.name() + ": import";
    var answer = RefusedAnswer.orElse(doing, TerraformRule.O3, call);
    FailedCall.unless(doing, new Diagnosis(answer.diagnostics()));
    var objects = answer.imported();
    if (objects.size() != 1 || !objects.getFirst().typeName().equals(type.name())) {
      RefusedAnswer.unlessSound(
          doing,
          List.of(
              new BrokenRule(
                  TerraformRule.M1,
                  Path.ROOT,
                  "%s came back"
                      .formatted(objects.stream().map(ImportAnswer.Imported::typeName).toList()))));
    }
    var object = objects.getFirst().answer();
    RefusedAnswer.unlessSound(
        doing, rules.deferral(object.deferred(), calls.capabilities().deferralAllowed()));
    var imported =
        new Instance(
            type, object.held(), false, object.deferred(), new Diagnosis(answer.diagnostics()));
    if (object.deferred().isPresent()) {
      return imported;
    }
    requireObject(doing, object);
    if (!object.identity().isNull()) {
      RefusedAnswer.unlessSound(doing, rules.identity(Value.ofNull(), object.identity(), false));
    }
    var read = refresh(imported);
    if (read.isGone()) {
      var missing =
          Diagnostic.error(
              Path.ROOT,
              "Cannot import non-existent remote object",
              "There is no %s with %s.".formatted(type.name(), by));
      throw new FailedCall(new Failed(doing, new Diagnosis(List.of(missing)), Optional.empty()));
    }
    return read;
  }

  /** An object as if it had been in the state for long; computed attributes may be given too. */
  public Instance stored(Configuration object) {
    var value = object.in(type.shape(), type.name());
    return Instance.of(type, new Held(value, PrivateData.NONE, Value.ofNull()));
  }

  /**
   * An object that an older version of the provider has stored.
   *
   * @param json as it stands in the state file
   */
  public Instance upgrade(long version, String json) {
    var doing = type.name() + ": upgrade";
    var answer = RefusedAnswer.orElse(doing, TerraformRule.O3, () -> calls.upgrade(version, json));
    var diagnosis = FailedCall.unless(doing, new Diagnosis(answer.diagnostics()));
    requireObject(doing, answer);
    return new Instance(type, answer.held(), false, Optional.empty(), diagnosis);
  }

  /**
   * An identity that an older version of the provider has stored.
   *
   * @param json as it stands in the state file
   */
  public Nested upgradeIdentity(long version, String json) {
    var doing = type.name() + ": upgrade the identity";
    var answer =
        RefusedAnswer.orElse(doing, TerraformRule.I2, () -> calls.upgradeIdentity(version, json));
    FailedCall.unless(doing, new Diagnosis(answer.diagnostics()));
    RefusedAnswer.unlessSound(doing, rules.identity(Value.ofNull(), answer.object(), false));
    return type.identity().view(answer.object(), Path.ROOT);
  }

  /**
   * An object of another type, taken over as by a {@code moved} block.
   *
   * @param provider with its host, such as {@code registry.terraform.io/hashicorp/null}
   * @param json as it stands in the state file
   */
  public Instance move(String provider, String sourceType, String json) {
    var doing = type.name() + ": move";
    var answer =
        RefusedAnswer.orElse(
            doing, TerraformRule.O3, () -> calls.move(provider, sourceType, 0, json));
    var diagnosis = FailedCall.unless(doing, new Diagnosis(answer.diagnostics()));
    requireObject(doing, answer);
    if (!answer.identity().isNull()) {
      RefusedAnswer.unlessSound(doing, rules.identity(Value.ofNull(), answer.identity(), false));
    }
    return new Instance(type, answer.held(), false, Optional.empty(), diagnosis);
  }

  /** The configuration that Terraform writes down for an object, which has to be valid. */
  public Generated generate(Instance instance) {
    var doing = type.name() + ": generate configuration";
    var answer =
        RefusedAnswer.orElse(doing, TerraformRule.O3, () -> calls.generate(instance.object()));
    var diagnosis = FailedCall.unless(doing, new Diagnosis(answer.diagnostics()));
    var broken = new ArrayList<BrokenRule>();
    for (var refusal : CoreCheck.refusals(type.shape(), answer.object())) {
      // A secret that is required is the user's to fill in.
      if (!refusal.attribute().isWriteOnly()) {
        broken.add(new BrokenRule(TerraformRule.G1, refusal.path(), refusal.reason()));
      }
    }
    for (var each : validate(answer.object()).all()) {
      if (each.isError()) {
        broken.add(new BrokenRule(TerraformRule.G1, each.path(), each.summary()));
      }
    }
    RefusedAnswer.unlessSound(doing, broken);
    return new Generated(type.name(), type.shape(), answer.object(), diagnosis);
  }

  private void requireObject(String doing, ObjectAnswer answer) {
    RefusedAnswer.unlessSound(doing, rules.object(answer.object()));
  }

  private Value config(Configuration written) {
    var config = written.in(type.shape(), type.name());
    CoreCheck.require(type.shape(), config, type.name());
    return config;
  }
}
