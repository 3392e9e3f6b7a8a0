package dev.slipway.provider.internal.protocol6;

import dev.slipway.provider.StateStore.Lock;
import dev.slipway.provider.diag.Failure;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Locks of states: how they are made, and what users are told of other people's. */
final class StateLocks {

  private StateLocks() {}

  /** One of this user, on this machine. */
  static Lock of(String operation) {
    return new Lock(
        UUID.randomUUID().toString(),
        operation,
        holder(),
        Instant.now().truncatedTo(ChronoUnit.SECONDS));
  }

  private static String holder() {
    var user = System.getProperty("user.name", "somebody");
    try {
      return user + "@" + InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException nameless) {
      return user;
    }
  }

  /**
   * Checks that the lock that was asked for is the one that is held, or that there are none.
   *
   * @param held what a store said to it
   * @throws Failure somebody else holds it
   */
  static void requireOwn(String state, Lock wanted, Lock held) {
    if (!held.equals(Lock.NONE) && !held.id().equals(wanted.id())) {
      throw new Failure(
          "State %s is locked".formatted(state),
          "%s. Wait until that is done. If nobody is at it any more, unlock it: terraform force-unlock %s"
              .formatted(described(held), held.id()));
    }
  }

  /**
   * Checks that a lock was given back.
   *
   * @param found what a store said to it
   * @throws Failure it was not held
   */
  static void requireFreed(String state, String lockId, Optional<Lock> found) {
    if (found.isEmpty()) {
      throw new Failure(
          "State %s is not locked".formatted(state),
          "Nobody holds it, so lock %s cannot be given back. Somebody else may have done so, with terraform force-unlock."
              .formatted(lockId));
    }
    var lock = found.get();
    if (!lock.id().equals(lockId)) {
      throw new Failure(
          "State %s is locked by another lock".formatted(state),
          "%s, by lock %s. It stays locked: lock %s is not that one."
              .formatted(described(lock), lock.id(), lockId));
    }
  }

  private static String described(Lock lock) {
    var operation = lock.operation().replaceFirst("^OperationType", "").toLowerCase(Locale.ROOT);
    return "%s has held it for %s since %s".formatted(lock.holder(), operation, lock.since());
  }
}
