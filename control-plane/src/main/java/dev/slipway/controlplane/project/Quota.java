package dev.slipway.controlplane.project;

import dev.slipway.controlplane.app.Resources;
import dev.slipway.controlplane.app.Standing;
import java.util.List;

/** Flavor units that a project's apps may hold, or do hold, at once. */
public record Quota(int gpu, int cpu) {
  public Quota {
    if (gpu < 0 || cpu < 0) {
      throw new IllegalArgumentException("a quota is >= 0: gpu %d, cpu %d".formatted(gpu, cpu));
    }
  }

  /** What these apps hold together, each at its most replicas. */
  public static Quota heldBy(List<Standing> apps) {
    return new Quota(held(apps, Resources.Kind.GPU), held(apps, Resources.Kind.CPU));
  }

  private static int held(List<Standing> apps, Resources.Kind kind) {
    return apps.stream()
        .map(Standing::admission)
        .filter(holds -> holds.resources() != null && holds.resources().kind() == kind)
        .mapToInt(holds -> holds.unitsHeld())
        .sum();
  }
}
