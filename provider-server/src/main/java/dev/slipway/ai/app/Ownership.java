package dev.slipway.ai.app;

import dev.slipway.provider.plan.Change;
import dev.slipway.provider.plan.Plan;
import dev.slipway.provider.schema.Attribute;
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
        plan = keep(plan, prior.fields(), attribute);
      }
    }
    return changesApp(new Change(change.prior(), plan)) ? plan : asItIs(plan, prior.fields());
  }

  /** Whether the change is more than one of this provider's own settings. */
  static boolean changesApp(Change change) {
    return change.isCreate()
        || SpecField.ALL.stream()
            .map(SpecField::attribute)
            .anyMatch(attribute -> !attribute.isWriteOnly() && change.changes(attribute));
  }

  /** Nothing reaches the app, so all that the control plane computes stays. */
  private static Plan asItIs(Plan plan, dev.slipway.provider.schema.Fields prior) {
    plan = keep(plan, prior, AppAttributes.STATE);
    plan = keep(plan, prior, AppAttributes.REVISION);
    plan = keep(plan, prior, AppAttributes.IMAGE_DIGEST);
    plan = keep(plan, prior, AppAttributes.AVAILABLE_REPLICAS);
    return keep(plan, prior, AppAttributes.HOURLY_PRICE);
  }

  private static <T> Plan keep(
      Plan plan, dev.slipway.provider.schema.Fields prior, Attribute<T> attribute) {
    return plan.with(attribute, prior.find(attribute));
  }
}
