/**
 * Terraform's plugin protocol, version 6: messages in and out, author's code in between. The only
 * part of the SDK, besides the plugin services, that sees protobuf.
 */
@NullMarked
package dev.slipway.provider.internal.protocol6;

import org.jspecify.annotations.NullMarked;
