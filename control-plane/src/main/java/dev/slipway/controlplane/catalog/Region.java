package dev.slipway.controlplane.catalog;

import dev.slipway.controlplane.vocabulary.RegionName;

/**
 * Where apps run: one engine.
 *
 * @param runtime the kind of driver, {@code "docker"}
 * @param engine the engine's address, such as {@code unix:///run/docker.sock}; empty for the
 *     machine's own. Regions with the same address share what the engine has.
 * @param domain host names of apps here are {@code <id>.<domain>}
 * @param cpuOvercommit how many times over the engine's CPUs are given out; CPU shares are limits,
 *     so that apps that idle leave room for others. GPUs are never shared.
 * @param memoryOvercommit likewise for memory
 */
public record Region(
    RegionName name,
    String description,
    String runtime,
    String engine,
    String domain,
    boolean isDefault,
    int cpuOvercommit,
    int memoryOvercommit) {}
