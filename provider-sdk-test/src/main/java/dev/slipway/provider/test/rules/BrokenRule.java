package dev.slipway.provider.test.rules;

import dev.slipway.provider.internal.engine.Violation;
import dev.slipway.provider.value.Path;

/**
 * A rule that an answer breaks.
 *
 * @param path of the attribute at fault; the root means the answer as a whole
 * @param reason what is wrong, without a full stop; shows no sensitive value
 */
public record BrokenRule(TerraformRule rule, Path path, String reason) {

  static BrokenRule of(Violation violation) {
    return new BrokenRule(
        TerraformRule.valueOf(violation.rule()), violation.path(), violation.reason());
  }

  static BrokenRule of(TerraformRule rule, String reason) {
    return new BrokenRule(rule, Path.ROOT, reason);
  }

  @Override
  public String toString() {
    return path.isRoot()
        ? "rule %s: %s".formatted(rule, reason)
        : "rule %s: %s: %s".formatted(rule, path, reason);
  }
}
