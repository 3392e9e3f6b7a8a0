package dev.slipway.ai.app;

import dev.slipway.provider.plan.Change;
import dev.slipway.provider.plan.Plan;
import dev.slipway.provider.plan.State;
import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.schema.Fields;
import java.util.List;

/** Which attributes Terraform owns, and which it has handed over with {@code managed_outside}. */
final class Ownership {
  private static final List<Attribute<?>> MAY_BE_HANDED_OVER =
      List.of(
          AppAttributes.IMAGE,
          AppAttributes.COMMAND,
          AppAttributes.ENV,
          AppAttributes.LABELS,
          AppAttributes.RESOURCES,
          AppAttributes.SCALING,
          AppAttributes.RUNNING);

  static final String[] HANDED_OVER =
      MAY_BE_HANDED_OVER.stream().map(Attribute::name).toArray(String[]::new);

  private Ownership() {}

  /** The plan with what others own left as it is; on create the configuration's values stand. */
  static Plan handedOver(Change change) {
    var plan = change.plan();
    if (change.isCreate()) {
      return plan;
    }
    var prior = change.prior().orElseThrow();
    for (var attribute : MAY_BE_HANDED_OVER) {
      if (AppResource.isManagedOutside(plan, attribute)) {
        plan = keep(plan, prior, attribute);
      }
    }
    if (asksForTheSameResources(plan, prior)) {
      plan = keep(plan, prior, AppAttributes.RESOURCES);
    }
    return changesApp(new Change(change.prior(), plan)) ? plan : asItIs(plan, prior);
  }

  /** What follows from the flavor is no change by itself; resources left out stay as they are. */
  private static boolean asksForTheSameResources(Plan plan, State prior) {
    var config = plan.config();
    return config.isNull(AppAttributes.RESOURCES)
        || (config.isKnown(AppAttributes.RESOURCES)
            && ResourcesShape.asksFor(
                config.get(AppAttributes.RESOURCES), prior.get(AppAttributes.RESOURCES)));
  }

  /** Whether the change is more than one of this provider's own settings. */
  static boolean changesApp(Change change) {
    return change.isCreate()
        || change.changes(AppAttributes.CHANGED_OUTSIDE)
        || SpecField.ALL.stream()
            .map(SpecField::attribute)
            .anyMatch(attribute -> !attribute.isWriteOnly() && change.changes(attribute));
  }

  /** Nothing reaches the app, so all that the control plane computes stays. */
  private static Plan asItIs(Plan plan, Fields prior) {
    plan = keep(plan, prior, AppAttributes.STATE);
    plan = keep(plan, prior, AppAttributes.REVISION);
    plan = keep(plan, prior, AppAttributes.IMAGE_DIGEST);
    plan = keep(plan, prior, AppAttributes.AVAILABLE_REPLICAS);
    return keep(plan, prior, AppAttributes.HOURLY_PRICE);
  }

  private static <T> Plan keep(Plan plan, Fields prior, Attribute<T> attribute) {
    return plan.with(attribute, prior.find(attribute));
  }
}
