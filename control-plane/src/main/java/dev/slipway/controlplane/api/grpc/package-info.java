/** The control API {@code slipway.v1} over gRPC: wire to domain and back, nothing else. */
@NullMarked
package dev.slipway.controlplane.api.grpc;

import org.jspecify.annotations.NullMarked;
