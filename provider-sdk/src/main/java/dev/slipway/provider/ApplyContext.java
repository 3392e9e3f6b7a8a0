package dev.slipway.provider;

import dev.slipway.provider.plan.State;

/**
 * A call that creates or updates an object.
 *
 * @param <C> the provider's client
 */
public interface ApplyContext<C> extends Context<C> {

  /**
   * Notes how far the work has come. Should it then fail, by an exception or an error diagnostic
   * with nothing returned, this is what Terraform saves: a created object is marked as tainted
   * rather than forgotten. Call it as soon as the remote object exists.
   *
   * @param state may have unknown values, which are saved as null
   */
  void checkpoint(State state);
}
