/** Apps: what their owners want, what there is, and what happened. */
@NullMarked
package dev.slipway.controlplane.app;

import org.jspecify.annotations.NullMarked;
