/** Stories of a provider's life, told over gRPC in process, as Terraform would call it. */
@NullMarked
package dev.slipway.provider.internal.protocol6;

import org.jspecify.annotations.NullMarked;
