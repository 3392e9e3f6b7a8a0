package dev.slipway.provider;

import dev.slipway.provider.diag.Diagnostics;
import dev.slipway.provider.plan.Config;
import dev.slipway.provider.schema.Schema;
import java.util.List;

/**
 * What Terraform loads. One instance serves calls in parallel, and validation before or without
 * configuration, so it keeps no state of its own.
 *
 * @param <C> what configuration makes and every resource works with: usually the client of an API.
 *     Closed at the end if it is {@link AutoCloseable}
 */
public interface Provider<C> {

  /** As in the configuration: {@code provider "name"}. Names of all types begin with it. */
  String name();

  /**
   * Where Terraform finds the provider, as under {@code required_providers}: {@code
   * NAMESPACE/NAME}, or with a host name before it. Shown in logs and used to attach Terraform for
   * debugging; a bare name stands for HashiCorp's namespace.
   */
  default String source() {
    return name();
  }

  /** What stands in the provider block. */
  default Schema schema() {
    return Schema.empty();
  }

  /**
   * What a module may tell the provider about itself, as {@code terraform { provider_meta "name" {
   * … } }}: usually who wrote it, for a user agent. Read from {@link Context#meta}.
   */
  default Schema metaSchema() {
    return Schema.empty();
  }

  /**
   * Checks the provider block beyond its schema. Values may be unknown, and nothing may be asked of
   * the outside world: it runs often.
   */
  default void validate(Config config, Diagnostics diagnostics) throws Exception {}

  /**
   * Makes the client. While planning, values may be unknown: reading one with {@code get} fails the
   * call with a message that says which. May be called again, for another provider block.
   */
  C configure(Config config, Call call) throws Exception;

  /** Asked once. */
  List<? extends Resource<C>> resources();

  /** Asked once. */
  default List<? extends DataSource<C>> dataSources() {
    return List.of();
  }

  /** Asked once. */
  default List<? extends EphemeralResource<C>> ephemeralResources() {
    return List.of();
  }

  /** Asked once. */
  default List<? extends ListResource<C>> listResources() {
    return List.of();
  }

  /** Asked once. */
  default List<? extends Action<C>> actions() {
    return List.of();
  }

  /** Asked once. */
  default List<? extends ProviderFunction<?>> functions() {
    return List.of();
  }

  /** Asked once. For experimental builds of Terraform only, see {@link StateStore}. */
  default List<? extends StateStore<C>> stateStores() {
    return List.of();
  }
}
