/** Writes log lines the way Terraform reads them from a plugin's standard error. */
@NullMarked
package dev.slipway.provider.internal.log;

import org.jspecify.annotations.NullMarked;
