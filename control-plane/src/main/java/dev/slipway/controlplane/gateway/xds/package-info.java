/** Envoy's incremental configuration protocol (delta ADS), for exactly the resources we serve. */
@NullMarked
package dev.slipway.controlplane.gateway.xds;

import org.jspecify.annotations.NullMarked;
