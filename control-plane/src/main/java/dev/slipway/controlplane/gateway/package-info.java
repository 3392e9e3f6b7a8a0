/**
 * The way in: tells Envoy which host name belongs to which app and where its replicas answer.
 *
 * <p>{@code xds} speaks Envoy's configuration protocol, {@code envoy} runs Envoy itself.
 */
@NullMarked
package dev.slipway.controlplane.gateway;

import org.jspecify.annotations.NullMarked;
