package dev.slipway.provider;

import dev.slipway.provider.diag.Diagnostics;
import dev.slipway.provider.plan.Config;
import dev.slipway.provider.plan.State;
import dev.slipway.provider.schema.Schema;
import java.util.stream.Stream;

/**
 * Finds objects of a resource type, for {@code list} blocks of Terraform 1.14 and newer. Fails as a
 * {@link Resource} does.
 *
 * @param <C> the provider's client
 */
public interface ListResource<C> {

  /** The type whose objects it finds; it has an {@link Resource#identity}. */
  Resource<C> resource();

  /** By what they are searched. Asked once. */
  default Schema schema() {
    return Schema.empty();
  }

  /** Checks a configuration beyond its schema. Values may be unknown, and there is no client. */
  default void validate(Config config, Diagnostics diagnostics) throws Exception {}

  /**
   * The objects, in a stream that may fetch them as they are taken: no more are than the user
   * wants, and none once the user has lost patience. It is closed then.
   *
   * @param config wholly known, with defaults filled in
   */
  Stream<Found> list(Config config, Listing<C> listing) throws Exception;

  /**
   * One object.
   *
   * @param displayName by which a person knows it
   * @param state at least the attributes of its identity; all that is read of it if {@link
   *     Listing#withObjects}
   */
  record Found(String displayName, State state) {}

  /**
   * What is wanted of a list.
   *
   * @param <C> the provider's client
   */
  interface Listing<C> extends Context<C> {
    /** A state of the resource in which everything is null but what has a default. */
    State blank();

    /** Whether the objects are wanted with all their attributes, not by their identity alone. */
    boolean withObjects();

    /** The most that will be taken, at least 1. */
    long limit();
  }
}
