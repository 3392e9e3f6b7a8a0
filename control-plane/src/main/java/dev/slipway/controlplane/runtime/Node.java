package dev.slipway.controlplane.runtime;

import dev.slipway.controlplane.vocabulary.AppId;
import dev.slipway.controlplane.vocabulary.Memory;
import dev.slipway.controlplane.vocabulary.Taint;
import java.util.Map;
import java.util.Set;

/**
 * One machine of a cluster that takes replicas.
 *
 * @param cpus whole CPUs that it has for apps: what the pods of others ask for is left out
 * @param memory likewise
 * @param gpus likewise, by resource name, such as {@code nvidia.com/gpu}
 * @param replicas how many of each app are on it now
 */
public record Node(
    String name,
    Map<String, String> labels,
    Set<Taint> taints,
    int cpus,
    Memory memory,
    Map<String, Integer> gpus,
    Map<AppId, Integer> replicas) {
  public Node {
    labels = Map.copyOf(labels);
    taints = Set.copyOf(taints);
    gpus = Map.copyOf(gpus);
    replicas = Map.copyOf(replicas);
  }
}
