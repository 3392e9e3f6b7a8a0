/** How an author's {@code main} serves a provider to Terraform. */
@NullMarked
package dev.slipway.provider.serve;

import org.jspecify.annotations.NullMarked;
