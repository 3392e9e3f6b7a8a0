package dev.slipway.provider.test;

import dev.slipway.provider.diag.Diagnostic;
import dev.slipway.provider.test.internal.protocol6.StateStoreCalls;
import dev.slipway.provider.test.rules.StateRules;
import java.util.List;
import java.util.Optional;

/** The states of a configured state store under test. */
public final class TestedStates {

  private final StateStoreCalls calls;
  private final int chunkSize;

  TestedStates(StateStoreCalls calls, int chunkSize) {
    this.calls = calls;
    this.chunkSize = chunkSize;
  }

  /**
   * A state that was read.
   *
   * @param chunks in how many parts it came; none of what is not there
   */
  public record Read(Optional<byte[]> state, int chunks, Diagnosis diagnosis) {}

  /** How long the parts are in which states come and go, in bytes. */
  public int chunkSize() {
    return chunkSize;
  }

  public Read read(String id) {
    var doing = doing("read");
    var read = calls.read(id);
    var diagnosis = FailedCall.unless(doing, new Diagnosis(read.diagnostics()));
    RefusedAnswer.unlessSound(doing, StateRules.broken(read.chunks(), chunkSize));
    return new Read(read.state(), read.chunks().size(), diagnosis);
  }

  /**
   * Writes a state, in chunks.
   *
   * @return the warnings
   */
  public Diagnosis write(String id, byte[] state) {
    return said("write", calls.write(id, state, chunkSize));
  }

  /**
   * Locks a state.
   *
   * @param operation what is going to be done, such as {@code apply}
   * @return the id of the lock; empty if the store has no locks
   */
  public Optional<String> lock(String id, String operation) {
    var locked = calls.lock(id, operation);
    said("lock", locked.diagnostics());
    return Optional.of(locked.id()).filter(lock -> !lock.isEmpty());
  }

  /**
   * Unlocks a state.
   *
   * @return the warnings
   */
  public Diagnosis unlock(String id, String lockId) {
    return said("unlock", calls.unlock(id, lockId));
  }

  /** The ids of all states, as they come. */
  public List<String> ids() {
    var ids = calls.ids();
    said("ids", ids.diagnostics());
    return ids.ids();
  }

  /**
   * Removes a state.
   *
   * @return the warnings
   */
  public Diagnosis delete(String id) {
    return said("delete", calls.delete(id));
  }

  private Diagnosis said(String verb, List<Diagnostic> diagnostics) {
    return FailedCall.unless(doing(verb), new Diagnosis(diagnostics));
  }

  private String doing(String verb) {
    return "%s: %s the state".formatted(calls.typeName(), verb);
  }
}
