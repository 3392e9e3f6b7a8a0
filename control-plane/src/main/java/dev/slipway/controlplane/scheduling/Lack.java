package dev.slipway.controlplane.scheduling;

/** Why an app is not let in. */
sealed interface Lack {
  /** The engine of its region has never answered. */
  record Engine() implements Lack {}

  /** Even all of it were too little. */
  record Whole(Resource resource, long need) implements Lack {}

  /** Even with no app on them, the nodes cannot take the replicas. */
  record AllNodes() implements Lack {}

  /**
   * Others hold it, or wait for it longer.
   *
   * @param ahead how many wait for it longer
   */
  record Some(Resource resource, long missing, int ahead) implements Lack {}

  /**
   * There is enough of everything, only not on one node for each replica.
   *
   * @param replicas that have no node yet
   * @param ahead how many wait longer for nodes of this kind
   */
  record NodeRoom(int replicas, int ahead) implements Lack {}

  default Decision.Cause cause() {
    return switch (this) {
      case Engine() -> Decision.Cause.REGION_SILENT;
      case Whole(var resource, _) ->
          switch (resource.scope()) {
            case QUOTA -> Decision.Cause.QUOTA_TOO_SMALL;
            case POOL -> Decision.Cause.REGION_TOO_SMALL;
          };
      case AllNodes() -> Decision.Cause.REGION_TOO_SMALL;
      case Some _, NodeRoom _ -> Decision.Cause.TAKEN;
    };
  }
}
