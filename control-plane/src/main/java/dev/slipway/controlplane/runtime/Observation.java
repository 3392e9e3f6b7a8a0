package dev.slipway.controlplane.runtime;

import dev.slipway.controlplane.vocabulary.AppId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a runtime has of an app now.
 *
 * @param revision of the workload that was last applied; 0 when none is known
 * @param targetReplicas the number wanted now, after automatic scaling
 * @param settled the wanted replicas of the wanted revision are ready and no others are left
 * @param failure why the runtime makes no progress, or null while it does
 * @param drift changes by others that were left as they are; empty until the engine's objects were
 *     compared with the workload
 */
public record Observation(
    AppId app,
    long revision,
    int targetReplicas,
    List<ReplicaStatus> replicas,
    boolean settled,
    @Nullable Failure failure,
    List<Drift> drift) {

  /** Without drift. */
  public Observation(
      AppId app,
      long revision,
      int targetReplicas,
      List<ReplicaStatus> replicas,
      boolean settled,
      @Nullable Failure failure) {
    this(app, revision, targetReplicas, replicas, settled, failure, List.of());
  }

  /**
   * Why nothing moves.
   *
   * @param platform true: the platform's fault; false: the container's
   * @param code for programs, such as {@code PROBE_FAILED}
   * @param message for people: the probe, exit code or limit, with figures
   */
  public record Failure(boolean platform, String code, String message) {}

  public static Observation nothing(AppId app) {
    return new Observation(app, 0, 0, List.of(), true, null);
  }

  public long ready() {
    return replicas.stream().filter(r -> r.state() == ReplicaStatus.State.READY).count();
  }
}
