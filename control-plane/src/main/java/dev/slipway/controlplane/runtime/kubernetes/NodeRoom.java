package dev.slipway.controlplane.runtime.kubernetes;

import dev.slipway.controlplane.vocabulary.Memory;
import dev.slipway.controlplane.vocabulary.Taint;
import java.util.Map;
import java.util.Set;

/**
 * A node and what is free on it now.
 *
 * @param open takes new pods: is ready and not cordoned
 * @param milliCpus free thousandths of a CPU
 * @param memory free
 * @param gpus free, by resource name
 * @param pods how many more it takes
 */
record NodeRoom(
    String name,
    Map<String, String> labels,
    Set<Taint> taints,
    boolean open,
    long milliCpus,
    Memory memory,
    Map<String, Integer> gpus,
    long pods) {
  NodeRoom {
    labels = Map.copyOf(labels);
    taints = Set.copyOf(taints);
    gpus = Map.copyOf(gpus);
  }
}
