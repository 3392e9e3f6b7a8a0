/** The Terraform provider {@code ai}: apps on your own GPUs. */
@NullMarked
package dev.slipway.ai;

import org.jspecify.annotations.NullMarked;
