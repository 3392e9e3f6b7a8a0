package dev.slipway.provider;

import dev.slipway.provider.diag.Diagnostics;
import dev.slipway.provider.plan.Config;
import dev.slipway.provider.schema.Schema;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/**
 * A place where Terraform keeps its states, for {@code state_store} blocks. Only experimental
 * builds of Terraform 1.15 and newer have them today; a release never asks. Fails as a {@link
 * Resource} does.
 *
 * @param <C> the provider's client
 */
public interface StateStore<C> {

  /** As in the configuration: {@code state_store "name" { … }}. Begins with the provider's name. */
  String typeName();

  /** Asked once. Nothing in it is computed. */
  Schema schema();

  /** Checks a configuration beyond its schema. Values may be unknown, and there is no client. */
  default void validate(Config config, Diagnostics diagnostics) throws Exception {}

  /**
   * The states of the store that a configuration describes. May be called again, for another block.
   *
   * @param config wholly known, with defaults filled in
   * @return closed at the end if it is {@link AutoCloseable}
   */
  States configure(Config config, Context<C> context) throws Exception;

  /**
   * The states of a configured store. The id of one is the name of a workspace, such as {@code
   * default}; it fits a file's name: not empty, no slash, no control character, neither {@code .}
   * nor {@code ..}. Called from several threads at once.
   */
  interface States {

    /** A state as it was written last, of 256 MiB at most; empty if there is none. */
    Optional<byte[]> read(String id, Call call) throws Exception;

    /**
     * Keeps a state in place of the one before. Once this returns, the new one survives whatever
     * happens; until then, and if it fails, the old one does. A stop does not interrupt it: a state
     * that is lost is worse than a wait.
     *
     * @param state never empty
     */
    void write(String id, byte[] state, Call call) throws Exception;

    /** The ids of all states, in any order. */
    Collection<String> ids(Call call) throws Exception;

    /** Removes a state. One that is already gone is no error. */
    void delete(String id, Call call) throws Exception;

    /**
     * Locks a state for one command, unless it is locked already. At no moment may two have it
     * locked, wherever they run. If it fails, nothing is locked.
     *
     * @return the lock that is held now: the given one, or the one that was there before, of which
     *     the user is told; {@link Lock#NONE} if this store has no locks
     */
    default Lock lock(String id, Lock lock, Call call) throws Exception {
      return Lock.NONE;
    }

    /**
     * Unlocks a state, if it is locked by this lock. A stop does not interrupt it.
     *
     * @return the lock that was found, whether it is this one or another that stays; empty if there
     *     was none
     */
    default Optional<Lock> unlock(String id, String lockId, Call call) throws Exception {
      return Optional.empty();
    }
  }

  /**
   * Who works with a state. A store keeps it as a whole.
   *
   * @param id made by the SDK, unlike any other; unlocks
   * @param operation what is done, in Terraform's words
   * @param holder such as {@code ann@laptop}
   */
  record Lock(String id, String operation, String holder, Instant since) {

    /** Of a store that has no locks: everybody may go on. */
    public static final Lock NONE = new Lock("", "", "", Instant.EPOCH);

    /** As some lines, which {@link #parse} reads. */
    public String text() {
      return String.join("\n", id, holder, since.toString(), operation);
    }

    /**
     * What {@link #text} has written.
     *
     * @throws IllegalArgumentException it has not
     */
    public static Lock parse(String text) {
      var lines = text.split("\n", 4);
      try {
        return new Lock(lines[0], lines[3], lines[1], Instant.parse(lines[2]));
      } catch (IndexOutOfBoundsException | DateTimeException e) {
        throw new IllegalArgumentException("not a lock: " + text, e);
      }
    }
  }
}
