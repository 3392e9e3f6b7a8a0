/** The Envoy process: found, configured, started, adopted, kept alive. */
@NullMarked
package dev.slipway.controlplane.gateway.envoy;

import org.jspecify.annotations.NullMarked;
