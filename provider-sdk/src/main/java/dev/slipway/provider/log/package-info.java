/** Structured log lines of a provider, shown by Terraform under {@code TF_LOG}. */
@NullMarked
package dev.slipway.provider.log;

import org.jspecify.annotations.NullMarked;
