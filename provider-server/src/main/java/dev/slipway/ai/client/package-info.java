/** The way to the control plane: address, credentials, and what its refusals say. */
@NullMarked
package dev.slipway.ai.client;

import org.jspecify.annotations.NullMarked;
