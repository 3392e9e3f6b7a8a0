package dev.slipway.controlplane.catalog;

import dev.slipway.controlplane.vocabulary.RegionName;
import org.jspecify.annotations.Nullable;

/**
 * Where apps run: one engine or one cluster.
 *
 * @param runtime the kind of driver, {@value #DOCKER} or {@value #KUBERNETES}
 * @param engine the engine's address, such as {@code unix:///run/docker.sock}; empty for the
 *     machine's own. Regions with the same address share what the engine has.
 * @param cluster of a region on Kubernetes, else null
 * @param domain host names of apps here are {@code <id>.<domain>}
 * @param cpuOvercommit how many times over its CPUs are given out; CPU shares are limits, so that
 *     apps that idle leave room for others. GPUs are never shared.
 * @param memoryOvercommit likewise for memory
 */
public record Region(
    RegionName name,
    String description,
    String runtime,
    String engine,
    @Nullable ClusterSettings cluster,
    String domain,
    boolean isDefault,
    int cpuOvercommit,
    int memoryOvercommit) {
  public static final String DOCKER = "docker";
  public static final String KUBERNETES = "kubernetes";
}
