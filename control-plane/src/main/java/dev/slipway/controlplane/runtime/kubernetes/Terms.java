package dev.slipway.controlplane.runtime.kubernetes;

import dev.slipway.controlplane.catalog.ClusterSettings;
import java.time.Duration;

/**
 * What a region adds to every workload.
 *
 * @param cpuOvercommit how many times over CPUs are given out: a replica asks for that part of its
 *     limit
 * @param memoryOvercommit likewise
 * @param drain from the moment a replica gets no new requests until it is told to stop
 */
record Terms(
    Owner owner,
    ClusterSettings cluster,
    int cpuOvercommit,
    int memoryOvercommit,
    Duration drain) {}
