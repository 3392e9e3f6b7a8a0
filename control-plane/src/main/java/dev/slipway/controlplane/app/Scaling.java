package dev.slipway.controlplane.app;

import java.time.Duration;

/** How many replicas an app has. */
public sealed interface Scaling {
  int min();

  int max();

  record Fixed(int replicas) implements Scaling {
    @Override
    public int min() {
      return replicas;
    }

    @Override
    public int max() {
      return replicas;
    }
  }

  /**
   * Between two bounds, by measured use.
   *
   * @param target average use over the replicas, in percent of what each may use
   * @param scaleDownWindow how long a lower need must last before replicas go
   * @param scaleUpWindow how long a higher need must last before replicas come
   */
  record Automatic(
      int min, int max, Metric metric, int target, Duration scaleDownWindow, Duration scaleUpWindow)
      implements Scaling {
    public static final int DEFAULT_TARGET = 75;
    public static final Duration DEFAULT_SCALE_DOWN_WINDOW = Duration.ofMinutes(5);
  }

  enum Metric {
    CPU,
    RAM
  }
}
