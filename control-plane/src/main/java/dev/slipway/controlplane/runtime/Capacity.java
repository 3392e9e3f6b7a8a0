package dev.slipway.controlplane.runtime;

import dev.slipway.controlplane.vocabulary.Memory;
import java.util.List;
import java.util.Map;

/**
 * What a region has for apps.
 *
 * @param gpus number of GPUs by resource name, such as {@code nvidia.com/gpu}
 * @param nodes the machines that add up to it; empty where there is but one, and a replica that
 *     fits at all fits anywhere
 */
public record Capacity(int cpus, Memory memory, Map<String, Integer> gpus, List<Node> nodes) {
  public Capacity {
    gpus = Map.copyOf(gpus);
    nodes = List.copyOf(nodes);
  }

  /** Of one machine. */
  public Capacity(int cpus, Memory memory, Map<String, Integer> gpus) {
    this(cpus, memory, gpus, List.of());
  }
}
