package dev.slipway.controlplane.vocabulary;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which nodes of a cluster realise a flavor.
 *
 * @param labels that a node must carry
 * @param tolerations of taints that it may carry
 */
public record NodeChoice(SortedMap<String, String> labels, List<Toleration> tolerations) {
  public static final NodeChoice ANY = new NodeChoice(Collections.emptySortedMap(), List.of());

  public NodeChoice {
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    tolerations = List.copyOf(tolerations);
  }

  /** Whether replicas may go to a node with these labels and taints. */
  public boolean suits(Map<String, String> nodeLabels, Collection<Taint> taints) {
    return nodeLabels.entrySet().containsAll(labels.entrySet())
        && taints.stream()
            .filter(Taint::binding)
            .allMatch(taint -> tolerations.stream().anyMatch(each -> each.covers(taint)));
  }
}
