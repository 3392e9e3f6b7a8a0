package dev.slipway.provider;

import dev.slipway.provider.diag.Diagnostics;
import dev.slipway.provider.diag.Failure;
import dev.slipway.provider.plan.Change;
import dev.slipway.provider.plan.Config;
import dev.slipway.provider.plan.Plan;
import dev.slipway.provider.plan.State;
import dev.slipway.provider.schema.Schema;
import java.util.List;
import java.util.Optional;

/**
 * A type of object that Terraform manages. Called from several threads at once; an implementation
 * keeps no state between calls.
 *
 * <p>Any method fails by throwing: {@link Failure} with a message for the user, {@link
 * InterruptedException} after a cancellation; anything else is reported as a bug in the provider.
 * It also fails after returning, when it has reported an error diagnostic: what it returned is
 * saved then. The SDK holds every answer against Terraform's rules and names the one it breaks.
 *
 * @param <C> the provider's client
 */
public interface Resource<C> {

  /** As in the configuration: {@code resource "name" "…"}. Begins with the provider's name. */
  String typeName();

  /** Asked once. */
  Schema schema();

  /**
   * Checks a configuration beyond its schema. Values may be unknown, and there is no client: it
   * runs often, and without the provider being configured.
   */
  default void validate(Config config, Diagnostics diagnostics) throws Exception {}

  /**
   * Completes a plan. The given one has defaults filled in; if anything changes, it is unknown
   * where the configuration is silent and the provider decides, but for stable values. Return it
   * with more known, more unknown, or a replacement required. Must answer alike when asked again.
   *
   * <p>A value that the user has set cannot be changed. The client may be asked for advice; values
   * may still be unknown.
   */
  default Plan plan(Change change, Context<C> context) throws Exception {
    return change.plan();
  }

  /** A chance to warn before, or refuse, a deletion. */
  default void planDelete(State state, Context<C> context) throws Exception {}

  /**
   * Creates the object.
   *
   * @param plan everything that is known of it; write-only values are there too
   * @return {@code plan.toState()} with every unknown value filled in
   */
  State create(Plan plan, ApplyContext<C> context) throws Exception;

  /**
   * Looks at the object as it is.
   *
   * @param state as last known; after an import only what {@link #importState} has set
   * @return {@code state} with what has changed, or empty if the object is gone
   */
  Optional<State> read(State state, Context<C> context) throws Exception;

  /**
   * Changes the object in place. The default is for resources whose every change needs a new
   * object.
   *
   * @param prior as it is
   * @param plan as it is to become; write-only values are there too
   * @return {@code plan.toState()} with every unknown value filled in
   */
  default State update(State prior, Plan plan, ApplyContext<C> context) throws Exception {
    throw new UnsupportedOperationException(
        "%s plans a change in place, but has no update; mark its attributes requiresReplace()"
            .formatted(typeName()));
  }

  /** Deletes the object. One that is already gone is no error. */
  void delete(State state, Context<C> context) throws Exception;

  /**
   * Starts managing an object that exists. It is read right after.
   *
   * @param id what the user gave to {@code terraform import} or an {@code import} block
   * @param blank a state in which everything is null but what has a default: an attribute that the
   *     remote object does not know of then shows no change
   * @return {@code blank} with what {@link #read} needs
   */
  default State importState(String id, State blank, Context<C> context) throws Exception {
    throw new Failure(
        "%s cannot be imported".formatted(typeName()),
        "This resource type has no import. Remove the import, or create the object anew.");
  }

  /** By what objects are found again. None: they are imported by id alone. */
  default Identity identity() {
    return Identity.NONE;
  }

  /**
   * Starts managing an object that an import block identifies. It is read right after.
   *
   * @param identified a blank state with the attributes of the {@link #identity}; null where an
   *     implied one was left out
   * @return the same with whatever else {@link #read} needs
   */
  default State importIdentity(State identified, Context<C> context) throws Exception {
    return identified;
  }

  /** From which other types objects can be moved here; one entry for each. */
  default List<StateMove> moves() {
    return List.of();
  }

  /** How state of older schema versions becomes current; one entry for each older version. */
  default List<StateUpgrade> upgrades() {
    return List.of();
  }
}
