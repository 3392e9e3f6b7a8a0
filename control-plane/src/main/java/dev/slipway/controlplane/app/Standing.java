package dev.slipway.controlplane.app;

import dev.slipway.controlplane.vocabulary.AppId;
import dev.slipway.controlplane.vocabulary.RegionName;
import java.time.Instant;

/**
 * Where an app stands with quota and capacity: all that has to be known of it to let it and others
 * in.
 *
 * @param resources of one replica, as its owner wants it now
 * @param replicas the most that its owner wants now
 * @param waits it wants to run and is not let in at its generation
 * @param since when its owner last changed it
 */
public record Standing(
    AppId id,
    String project,
    String name,
    RegionName region,
    Resources resources,
    int replicas,
    Admission admission,
    long generation,
    boolean waits,
    Instant since) {
  static Standing of(App app) {
    return new Standing(
        app.id(),
        app.project(),
        app.spec().name(),
        app.spec().region(),
        app.spec().resources(),
        app.spec().scaling().max(),
        app.admission(),
        app.generation(),
        app.spec().running() && !app.deleting() && !app.admitted(),
        app.updatedAt());
  }

  /** With what it holds alone. */
  public Standing withoutWish() {
    return new Standing(
        id, project, name, region, resources, replicas, admission, generation, false, since);
  }
}
