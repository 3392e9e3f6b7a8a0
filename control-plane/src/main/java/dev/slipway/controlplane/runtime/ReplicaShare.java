package dev.slipway.controlplane.runtime;

import dev.slipway.controlplane.vocabulary.Memory;
import dev.slipway.controlplane.vocabulary.NodeChoice;

/**
 * What one replica may use.
 *
 * @param cpus whole CPUs
 * @param gpus whole GPUs, 0 for none
 * @param gpuResource the GPUs' kind as the engine names it: a CDI kind such as {@code
 *     nvidia.com/gpu}; empty without GPUs
 * @param nodes where it may run, in a cluster
 */
public record ReplicaShare(
    int cpus, Memory memory, Memory disk, int gpus, String gpuResource, NodeChoice nodes) {}
