/** Terraform's types and values, and paths into them. Depends on the JDK only. */
@NullMarked
package dev.slipway.provider.value;

import org.jspecify.annotations.NullMarked;
