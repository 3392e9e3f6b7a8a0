package dev.slipway.controlplane.scheduling;

import dev.slipway.controlplane.runtime.Node;
import dev.slipway.controlplane.vocabulary.Memory;
import java.util.List;
import java.util.Map;

/**
 * Everything that admission depends on, at one moment.
 *
 * @param quotas in flavor units, by project
 * @param pools by name; a pool whose engine never answered is absent
 * @param holding what admitted apps hold
 * @param waiting what apps want that is not admitted. An app that holds something and wants
 *     something else is in both lists; admission replaces what it holds.
 */
public record Snapshot(
    Map<String, Demand.Units> quotas,
    Map<String, Pool> pools,
    List<Demand> holding,
    List<Demand> waiting) {

  public Snapshot {
    quotas = Map.copyOf(quotas);
    pools = Map.copyOf(pools);
    holding = List.copyOf(holding);
    waiting = List.copyOf(waiting);
  }

  /**
   * What one engine gives out in all.
   *
   * @param title as people know it: {@code region local}
   * @param gpus by resource name, such as {@code nvidia.com/gpu}
   * @param nodes that add up to it, each with what it gives out; empty: one machine
   */
  public record Pool(
      String title, int cpus, Memory memory, Map<String, Integer> gpus, List<Node> nodes) {
    public Pool {
      gpus = Map.copyOf(gpus);
      nodes = List.copyOf(nodes);
    }
  }
}
