package dev.slipway.provider;

/**
 * A call to a configured provider.
 *
 * @param <C> the provider's client
 */
public interface Context<C> extends Call {

  /** What {@link Provider#configure} made. */
  C client();
}
