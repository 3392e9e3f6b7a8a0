/**
 * Terraform's end of the wire: requests made of values, answers read into values. The only part of
 * the test kit that sees protobuf and gRPC.
 */
@NullMarked
package dev.slipway.provider.test.internal.protocol6;

import org.jspecify.annotations.NullMarked;
