/** What image references mean, and what registries have. */
@NullMarked
package dev.slipway.controlplane.runtime.registry;

import org.jspecify.annotations.NullMarked;
