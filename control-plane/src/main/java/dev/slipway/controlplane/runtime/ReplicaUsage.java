package dev.slipway.controlplane.runtime;

import dev.slipway.controlplane.vocabulary.Memory;

/**
 * What a replica uses now.
 *
 * @param cpu share of what it may use, 1.0 = all of it
 * @param memory working set, without the page cache that can be given back
 * @param memoryLimit what it may use
 */
public record ReplicaUsage(String replica, double cpu, Memory memory, Memory memoryLimit) {}
