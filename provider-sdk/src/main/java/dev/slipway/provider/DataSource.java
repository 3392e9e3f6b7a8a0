package dev.slipway.provider;

import dev.slipway.provider.diag.Diagnostics;
import dev.slipway.provider.diag.Failure;
import dev.slipway.provider.plan.Config;
import dev.slipway.provider.plan.State;
import dev.slipway.provider.schema.Schema;

/**
 * Something that Terraform looks up. Fails as a {@link Resource} does.
 *
 * @param <C> the provider's client
 */
public interface DataSource<C> {

  /** As in the configuration: {@code data "name" "…"}. Begins with the provider's name. */
  String typeName();

  /** Asked once. */
  Schema schema();

  /** Checks a configuration beyond its schema. Values may be unknown, and there is no client. */
  default void validate(Config config, Diagnostics diagnostics) throws Exception {}

  /**
   * Looks it up.
   *
   * @param config wholly known, with defaults filled in
   * @return {@code config.toState()} with the computed attributes set
   * @throws Failure for what does not exist: a data source is never empty
   */
  State read(Config config, Context<C> context) throws Exception;
}
