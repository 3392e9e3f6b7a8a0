package dev.slipway.ai.app;

import dev.slipway.provider.plan.Change;
import dev.slipway.provider.plan.Plan;
import java.util.Optional;

/** Where an app goes that names no region. */
final class Regions {
  private Regions() {}

  /**
   * The plan with the provider's region where the configuration is silent. An app in another region
   * has to be replaced; without a region of the provider's it stays where it is.
   */
  static Plan decided(Change change, Plan plan, Optional<String> ofProvider) {
    if (!plan.config().isNull(AppAttributes.REGION) || ofProvider.isEmpty()) {
      return plan;
    }
    var decided = plan.with(AppAttributes.REGION, ofProvider);
    boolean moves =
        change
            .prior()
            .flatMap(prior -> prior.find(AppAttributes.REGION))
            .filter(region -> !region.equals(ofProvider.get()))
            .isPresent();
    return moves ? decided.requireReplace(AppAttributes.REGION) : decided;
  }
}
