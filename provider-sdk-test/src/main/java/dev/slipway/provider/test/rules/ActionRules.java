package dev.slipway.provider.test.rules;

import java.util.ArrayList;
import java.util.List;

/** Terraform's rules for the events of an action. */
public final class ActionRules {

  private ActionRules() {}

  /** The rules that an action breaks that has ended. */
  public static List<BrokenRule> broken(List<ActionEvent> events) {
    var found = new ArrayList<BrokenRule>();
    if (events.contains(new ActionEvent.Nothing())) {
      found.add(BrokenRule.of(TerraformRule.T1, "an event is neither progress nor completion"));
    }
    long completions =
        events.stream().filter(event -> event instanceof ActionEvent.Completed).count();
    if (completions != 1 || !(events.getLast() instanceof ActionEvent.Completed)) {
      found.add(
          BrokenRule.of(
              TerraformRule.T2,
              "%d events of completion, and the last event is %s"
                  .formatted(
                      completions,
                      completions > 0 && events.getLast() instanceof ActionEvent.Completed
                          ? "one"
                          : "none")));
    }
    return found;
  }
}
