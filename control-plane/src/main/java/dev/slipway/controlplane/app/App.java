package dev.slipway.controlplane.app;

import dev.slipway.controlplane.vocabulary.AppId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One app as the store has it: what its owner wants, what it holds and what there is.
 *
 * @param project the tenant that owns it
 * @param image of the latest revision, or null while nobody could be asked for its digest
 * @param generation counts accepted specs from 1; also the number of the latest revision
 * @param templateRevision the revision that last changed what replicas are made of; a change of
 *     scaling, labels, rollout or running leaves it, so replicas of it stay
 * @param author who had it created, and with which client
 * @param updatedAt when its owner last changed it; reports of the runtime do not count
 * @param claimed a client has read it back by id, so it is nobody's leftover
 * @param deleting its owner wants it gone; it takes no more changes
 */
public record App(
    AppId id,
    String project,
    AppSpec spec,
    @Nullable PinnedImage image,
    long generation,
    long templateRevision,
    Admission admission,
    AppStatus status,
    Caller author,
    Instant createdAt,
    Instant updatedAt,
    boolean claimed,
    boolean deleting) {

  /** The latest revision's number: every accepted spec makes one. */
  public long revision() {
    return generation;
  }

  /** What others have changed since the current generation was applied. */
  public List<Drift> drift() {
    return status.observedGeneration() == generation ? status.drift() : List.of();
  }

  /** The current generation was let in by quota and capacity. */
  public boolean admitted() {
    return admission.generation() == generation;
  }
}
