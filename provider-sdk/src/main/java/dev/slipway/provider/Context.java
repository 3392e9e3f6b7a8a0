package dev.slipway.provider;

import dev.slipway.provider.plan.Config;

/**
 * A call to a configured provider.
 *
 * @param <C> the provider's client
 */
public interface Context<C> extends Call {

  /** What {@link Provider#configure} made. */
  C client();

  /**
   * What the module says of itself, by the {@link Provider#metaSchema}. All null where it says
   * nothing, and in calls about anything but resources and data sources.
   */
  Config meta();
}
