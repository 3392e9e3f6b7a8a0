package dev.slipway.provider.test.rules;

import dev.slipway.provider.Deferral;
import dev.slipway.provider.Identity;
import dev.slipway.provider.internal.engine.ApplyRules;
import dev.slipway.provider.internal.engine.PlanRules;
import dev.slipway.provider.internal.engine.ReplacedPaths;
import dev.slipway.provider.internal.engine.StoredRules;
import dev.slipway.provider.internal.engine.Violation;
import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.schema.Schema;
import dev.slipway.provider.schema.Shape;
import dev.slipway.provider.value.Path;
import dev.slipway.provider.value.Type;
import dev.slipway.provider.value.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Terraform's rules for objects of one schema. Each method gives the rules that an answer breaks;
 * an answer with errors is judged by {@link #failedApply} alone.
 */
public final class TerraformRules {

  private final Shape<?> shape;
  private final Identity identity;

  private TerraformRules(Shape<?> shape, Identity identity) {
    this.shape = shape;
    this.identity = identity;
  }

  /** For objects without an identity. */
  public static TerraformRules of(Schema schema) {
    return of(schema, Identity.NONE);
  }

  public static TerraformRules of(Schema schema, Identity identity) {
    return new TerraformRules(schema.shape(), identity);
  }

  /**
   * Of a plan that creates or changes an object.
   *
   * @param prior null for a create
   * @param replacing the paths for which the provider wants a new object
   */
  public List<BrokenRule> plan(
      Value config, Value prior, Value planned, Collection<Path> replacing) {
    if (planned.isNull()) {
      return List.of(BrokenRule.of(TerraformRule.P11, "nothing is planned instead of an object"));
    }
    var found = conforming(planned, TerraformRule.O3);
    if (!found.isEmpty()) {
      return found;
    }
    var broken = new ArrayList<>(PlanRules.broken(shape, config, prior, planned));
    broken.addAll(ReplacedPaths.broken(prior, planned, replacing));
    return rules(broken);
  }

  /** Of a plan that destroys an object. */
  public List<BrokenRule> destroyPlan(Value planned) {
    return planned.isNull()
        ? List.of()
        : List.of(BrokenRule.of(TerraformRule.P11, "an object is planned instead of nothing"));
  }

  /**
   * Whether a change at a path for which the provider wants a new object is a reason for one: a
   * path whose value stays the same is not.
   */
  public boolean replaces(Path path, Value prior, Value planned) {
    if (Places.attribute(shape, path).filter(Attribute::isWriteOnly).isPresent()) {
      return true;
    }
    var before = prior.find(path);
    var after = planned.find(path);
    return !before.equals(after) || after.filter(value -> !value.isWhollyKnown()).isPresent();
  }

  /** Of the plan that is made again, with everything known, right before it is applied. */
  public List<BrokenRule> finalPlan(Value first, Value last) {
    return FinalPlanRules.broken(first, last);
  }

  /** Of what the first plan and the one made again do. */
  public List<BrokenRule> finalAction(PlannedAction first, PlannedAction last) {
    boolean same =
        first == last || (first == PlannedAction.UPDATE && last == PlannedAction.NOTHING);
    return same
        ? List.of()
        : List.of(
            BrokenRule.of(
                TerraformRule.F3, "the plan was to %s, now it is to %s".formatted(first, last)));
  }

  /** Of a call that may have been put off. */
  public List<BrokenRule> deferral(Optional<Deferral.Reason> deferred, boolean allowed) {
    return deferred.isEmpty() || allowed
        ? List.of()
        : List.of(
            BrokenRule.of(
                TerraformRule.P12,
                "it is put off (%s), which nobody allowed".formatted(deferred.get())));
  }

  /** Of the plan made again, as to what is put off. */
  public List<BrokenRule> finalDeferral(
      Optional<Deferral.Reason> first, Optional<Deferral.Reason> last) {
    return last.isEmpty() || first.isPresent()
        ? List.of()
        : List.of(
            BrokenRule.of(
                TerraformRule.F4,
                "it is put off (%s), which the user has not seen".formatted(last.get())));
  }

  /** Of what an apply gives. */
  public List<BrokenRule> apply(Value planned, Value result) {
    if (planned.isNull() || result.isNull()) {
      return planned.isNull() && result.isNull()
          ? List.of()
          : List.of(
              BrokenRule.of(
                  TerraformRule.A8,
                  planned.isNull()
                      ? "an object is left of what was deleted"
                      : "nothing came back instead of an object"));
    }
    var found = conforming(result, TerraformRule.A10);
    return found.isEmpty() ? rules(ApplyRules.broken(shape, planned, result)) : found;
  }

  /** Of what an apply gives along with errors: what is saved has to be fit to be saved. */
  public List<BrokenRule> failedApply(Value result) {
    if (result.isNull()) {
      return List.of();
    }
    var found = conforming(result, TerraformRule.A10);
    return found.isEmpty()
        ? StoredRules.broken(shape, result).stream().map(TerraformRules::afterApply).toList()
        : found;
  }

  /** Of an object that is read, imported, moved, upgraded, opened or looked up. */
  public List<BrokenRule> object(Value object) {
    if (object.isNull()) {
      return List.of(BrokenRule.of(TerraformRule.O4, "there is no object"));
    }
    var found = conforming(object, TerraformRule.O3);
    return found.isEmpty() ? rules(StoredRules.broken(shape, object)) : found;
  }

  /**
   * Of an identity.
   *
   * @param before null where there was none
   * @param mayBeOpen whether it is that of an object which is yet to be made
   */
  public List<BrokenRule> identity(Value before, Value after, boolean mayBeOpen) {
    if (identity.isNone()) {
      return List.of();
    }
    if (after.isNull()) {
      return List.of(BrokenRule.of(TerraformRule.I4, "the object comes without its identity"));
    }
    var mismatch = identity.shape().type().mismatch(after);
    if (mismatch.isPresent()) {
      return List.of(
          new BrokenRule(TerraformRule.I2, mismatch.get().path(), mismatch.get().reason()));
    }
    var found = new ArrayList<BrokenRule>();
    for (var attribute : identity.shape().attributes()) {
      var is = after.attribute(attribute.name());
      var was = before.isNull() ? Value.ofNull() : before.attribute(attribute.name());
      if (!mayBeOpen && !is.isWhollyKnown()) {
        found.add(new BrokenRule(TerraformRule.I1, attribute.path(), "it is unknown"));
      } else if (!was.isNull() && was.isWhollyKnown() && !was.equals(is)) {
        found.add(
            new BrokenRule(
                TerraformRule.I3,
                attribute.path(),
                "the object is identified by it, and it changed"));
      }
    }
    return found;
  }

  private List<BrokenRule> conforming(Value object, TerraformRule rule) {
    return conforming(shape.type(), object, rule);
  }

  static List<BrokenRule> conforming(Type type, Value value, TerraformRule rule) {
    return type.mismatch(value)
        .map(mismatch -> List.of(new BrokenRule(rule, mismatch.path(), mismatch.reason())))
        .orElse(List.of());
  }

  /** What may not be read may not be the result of an apply either, by another name. */
  private static BrokenRule afterApply(Violation stored) {
    var rule = stored.rule().equals("O2") ? TerraformRule.A9 : TerraformRule.A3;
    return new BrokenRule(rule, stored.path(), stored.reason());
  }

  private static List<BrokenRule> rules(List<Violation> violations) {
    return violations.stream().map(BrokenRule::of).toList();
  }
}
