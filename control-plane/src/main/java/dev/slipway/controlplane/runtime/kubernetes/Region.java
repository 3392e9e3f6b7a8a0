package dev.slipway.controlplane.runtime.kubernetes;

import dev.slipway.controlplane.app.Traffic;
import dev.slipway.controlplane.runtime.News;
import java.time.Duration;

/**
 * What the loops of one region share.
 *
 * @param gatewayPatience how long to wait for the gateways' acknowledgement, each time
 */
record Region(
    Cluster cluster,
    Applier applier,
    Terms terms,
    News news,
    Traffic traffic,
    Duration gatewayPatience) {}
