package dev.slipway.provider;

import dev.slipway.provider.diag.Diagnostics;
import dev.slipway.provider.plan.Config;
import dev.slipway.provider.schema.Schema;

/**
 * Something that is done rather than had: a restart, a snapshot. For {@code action} blocks of
 * Terraform 1.14 and newer. Fails as a {@link Resource} does.
 *
 * @param <C> the provider's client
 */
public interface Action<C> {

  /** As in the configuration: {@code action "name" "…"}. Begins with the provider's name. */
  String typeName();

  /** Asked once. Nothing in it is computed. */
  Schema schema();

  /** Checks a configuration beyond its schema. Values may be unknown, and there is no client. */
  default void validate(Config config, Diagnostics diagnostics) throws Exception {}

  /** A chance to warn before, or refuse, what is going to be done. Values may be unknown. */
  default void plan(Config config, Context<C> context) throws Exception {}

  /**
   * Does it.
   *
   * @param config wholly known, with defaults filled in
   */
  void invoke(Config config, Invocation<C> invocation) throws Exception;

  /**
   * One time that it is done.
   *
   * @param <C> the provider's client
   */
  interface Invocation<C> extends Context<C> {
    /** Tells the user at once how far it has come. */
    void progress(String message);
  }
}
