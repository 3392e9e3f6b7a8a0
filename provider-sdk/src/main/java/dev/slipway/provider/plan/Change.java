package dev.slipway.provider.plan;

import dev.slipway.provider.schema.Attribute;
import java.util.Optional;

/**
 * A change that is being planned.
 *
 * @param prior the object as it is; empty for a create
 * @param plan what it is to become, as the SDK proposes
 */
public record Change(Optional<State> prior, Plan plan) {

  /** Also asked, with no prior state, when an object is replaced. */
  public boolean isCreate() {
    return prior.isEmpty();
  }

  /** Whether the attribute is planned to differ from what it is, or may. True in a create. */
  public boolean changes(Attribute<?> attribute) {
    return prior
        .map(state -> !state.raw(attribute).equals(plan.fields().raw(attribute)))
        .orElse(true);
  }

  /** Whether anything is planned to differ, or may. True in a create. */
  public boolean changesAnything() {
    return prior.map(state -> !state.fields().equals(plan.fields())).orElse(true);
  }
}
