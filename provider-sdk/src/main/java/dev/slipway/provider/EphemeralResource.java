package dev.slipway.provider;

import dev.slipway.provider.diag.Diagnostics;
import dev.slipway.provider.plan.Config;
import dev.slipway.provider.plan.PrivateData;
import dev.slipway.provider.plan.State;
import dev.slipway.provider.schema.Schema;
import java.time.Instant;
import java.util.Optional;

/**
 * Something that is there while Terraform works and nowhere afterwards: a token, a tunnel. Opened
 * in every phase that needs it, never stored. Fails as a {@link Resource} does.
 *
 * @param <C> the provider's client
 */
public interface EphemeralResource<C> {

  /** As in the configuration: {@code ephemeral "name" "…"}. Begins with the provider's name. */
  String typeName();

  /** Asked once. */
  Schema schema();

  /** Checks a configuration beyond its schema. Values may be unknown, and there is no client. */
  default void validate(Config config, Diagnostics diagnostics) throws Exception {}

  /**
   * Opens it.
   *
   * @param config wholly known, with defaults filled in
   */
  Opened open(Config config, Context<C> context) throws Exception;

  /**
   * Keeps it open beyond the moment that the last answer named.
   *
   * @param data as {@link #open} or the last renewal left it
   */
  default Renewed renew(PrivateData data, Context<C> context) throws Exception {
    throw new UnsupportedOperationException(
        "%s asks to be renewed, but has no renew".formatted(typeName()));
  }

  /**
   * Ends it; nothing of it is to stay.
   *
   * @param data as {@link #open} left it
   */
  default void close(PrivateData data, Context<C> context) throws Exception {}

  /**
   * What is open.
   *
   * @param state {@code config.toState()} with the computed attributes set; its private data is
   *     handed to renew and close
   * @param renewAt when to renew it, or empty
   */
  record Opened(State state, Optional<Instant> renewAt) {
    /** Open until it is closed. */
    public static Opened of(State state) {
      return new Opened(state, Optional.empty());
    }
  }

  /**
   * How it goes on.
   *
   * @param renewAt when to renew it again, or empty
   */
  record Renewed(PrivateData data, Optional<Instant> renewAt) {}
}
