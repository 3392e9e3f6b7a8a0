package dev.slipway.controlplane.catalog;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A Kubernetes cluster, and what apps get there.
 *
 * @param kubeconfig file with the cluster's address and credentials; empty: the usual one, and
 *     inside of a cluster that cluster
 * @param context of that file; empty: its current one
 * @param namespacePrefix a project's namespace is this and the project's name. Regions and control
 *     planes that share a cluster need a prefix each
 * @param priorityClass of the pods; empty: the cluster's default
 * @param gateways networks, in CIDR notation, from which requests come; empty: from everywhere
 * @param quota the most that a project's namespace may hold, in the terms of a ResourceQuota;
 *     empty: no bound of the cluster's own
 * @param containerMax the most that one container may ask for, by resource; empty: no bound of the
 *     cluster's own
 */
public record ClusterSettings(
    String kubeconfig,
    String context,
    String namespacePrefix,
    String priorityClass,
    List<String> gateways,
    SortedMap<String, String> quota,
    SortedMap<String, String> containerMax) {
  public static final String DEFAULT_PREFIX = "slipway-";

  /** The cluster of the usual kubeconfig, with nothing asked for. */
  public static final ClusterSettings DEFAULT =
      new ClusterSettings(
          "",
          "",
          DEFAULT_PREFIX,
          "",
          List.of(),
          Collections.emptySortedMap(),
          Collections.emptySortedMap());

  public ClusterSettings {
    gateways = List.copyOf(gateways);
    quota = Collections.unmodifiableSortedMap(new TreeMap<>(quota));
    containerMax = Collections.unmodifiableSortedMap(new TreeMap<>(containerMax));
  }
}
