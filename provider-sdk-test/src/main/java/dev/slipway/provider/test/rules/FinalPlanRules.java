package dev.slipway.provider.test.rules;

import dev.slipway.provider.internal.engine.Promise;
import dev.slipway.provider.value.Path;
import dev.slipway.provider.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Holds the plan that is made when it is applied against the one that the user has seen. */
final class FinalPlanRules {

  private final List<BrokenRule> found = new ArrayList<>();

  private FinalPlanRules() {}

  static List<BrokenRule> broken(Value first, Value last) {
    var rules = new FinalPlanRules();
    rules.value(first, last, Path.ROOT);
    return List.copyOf(rules.found);
  }

  private void value(Value first, Value last, Path path) {
    if (first.concrete() instanceof Value.Unknown(var promise)) {
      if (last.isKnown() && !Promise.isKept(promise, last)) {
        broken(TerraformRule.F2, path, "it breaks what the first plan promised of it");
      }
    } else if (!last.isKnown()) {
      broken(TerraformRule.F1, path, "it was known in the first plan and is unknown in the last");
    } else {
      require(first.isNull() == last.isNull() && sameType(first, last), path);
      known(first.concrete(), last.concrete(), path);
    }
  }

  private static boolean sameType(Value first, Value last) {
    return !(first instanceof Value.Dynamic(var type, _)
        && last instanceof Value.Dynamic(var its, _)
        && !type.equals(its));
  }

  private void known(Value first, Value last, Path path) {
    switch (first) {
      case Value.ListOf(var before) when last instanceof Value.ListOf(var after) ->
          elements(before, after, path);
      case Value.TupleOf(var before) when last instanceof Value.TupleOf(var after) ->
          elements(before, after, path);
      case Value.SetOf(var before) when last instanceof Value.SetOf(var after) ->
          require(
              after.size() <= before.size()
                  && after.stream().allMatch(is -> before.stream().anyMatch(was -> fits(was, is)))
                  && before.stream().allMatch(was -> after.stream().anyMatch(is -> fits(was, is))),
              path);
      case Value.MapOf(var before) when last instanceof Value.MapOf(var after) ->
          entries(before, after, path, path::key);
      case Value.ObjectOf(var before) when last instanceof Value.ObjectOf(var after) ->
          entries(before, after, path, path::attribute);
      case Value _ -> require(first.isNull() || first.equals(last), path);
    }
  }

  private void elements(List<Value> before, List<Value> after, Path path) {
    require(before.size() == after.size(), path);
    for (int i = 0; i < Math.min(before.size(), after.size()); i++) {
      value(before.get(i), after.get(i), path.index(i));
    }
  }

  private void entries(
      Map<String, Value> before,
      Map<String, Value> after,
      Path path,
      Function<String, Path> within) {
    require(before.keySet().equals(after.keySet()), path);
    before.forEach((name, was) -> {
      var is = after.get(name);
      if (is != null) {
        value(was, is, within.apply(name));
      }
    });
  }

  private static boolean fits(Value first, Value last) {
    return broken(first, last).isEmpty();
  }

  private void require(boolean same, Path path) {
    if (!same) {
      broken(TerraformRule.F1, path, "it is another in the last plan than in the first");
    }
  }

  private void broken(TerraformRule rule, Path path, String reason) {
    found.add(new BrokenRule(rule, path, reason));
  }
}
