/**
 * Terraform's plugin process: handshake, mutual TLS, sockets, the services beside the provider, and
 * a prompt end.
 */
@NullMarked
package dev.slipway.provider.internal.plugin;

import org.jspecify.annotations.NullMarked;
