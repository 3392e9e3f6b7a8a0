package dev.slipway.provider.test.rules;

import dev.slipway.provider.diag.Diagnostic;
import java.util.ArrayList;
import java.util.List;

/** Terraform's rules for the events of a list. */
public final class ListRules {

  private ListRules() {}

  /**
   * The rules that a list breaks.
   *
   * @param objects for what it finds
   * @param withObjects whether whole objects were asked for
   * @param limit how many were asked for
   */
  public static List<BrokenRule> broken(
      TerraformRules objects, List<ListEvent> events, boolean withObjects, long limit) {
    var found = new ArrayList<BrokenRule>();
    boolean warned = false;
    boolean failed = false;
    long count = 0;
    for (var event : events) {
      if (failed) {
        found.add(BrokenRule.of(TerraformRule.L4, "an event follows an error"));
      }
      failed |= event.diagnostics().stream().anyMatch(Diagnostic::isError);
      warned |= !event.diagnostics().isEmpty();
      if (event.identity().isNull()) {
        if (!warned) {
          found.add(
              BrokenRule.of(
                  TerraformRule.L1, "\"%s\" has no identity".formatted(event.displayName())));
        }
        continue;
      }
      count++;
      found.addAll(objects.identity(event.identity(), event.identity(), false));
      event.object().ifPresent(object -> found.addAll(objects.object(object)));
      if (event.object().isPresent() != withObjects) {
        found.add(
            BrokenRule.of(
                TerraformRule.L2,
                "\"%s\" comes %s its object, which was %s"
                    .formatted(
                        event.displayName(),
                        withObjects ? "without" : "with",
                        withObjects ? "asked for" : "not asked for")));
      }
    }
    if (count > limit) {
      found.add(
          BrokenRule.of(TerraformRule.L3, "%d objects, %d asked for".formatted(count, limit)));
    }
    return found;
  }
}
