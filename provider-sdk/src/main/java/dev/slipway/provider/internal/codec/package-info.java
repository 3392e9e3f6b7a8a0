/**
 * Values and types as bytes: MessagePack and JSON as Terraform speaks them. Readers take whatever
 * they are given and fail with {@link CodecException} only.
 */
@NullMarked
package dev.slipway.provider.internal.codec;

import org.jspecify.annotations.NullMarked;
