package dev.slipway.controlplane.runtime.kubernetes;

/** A write cannot be done now. */
final class ObstacleException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient Obstacle obstacle;

  ObstacleException(Obstacle obstacle) {
    super(obstacle.toString());
    this.obstacle = obstacle;
  }

  Obstacle obstacle() {
    return obstacle;
  }
}
