/** The control plane: takes in what people want, brings it about, and tells what there is. */
@NullMarked
package dev.slipway.controlplane;

import org.jspecify.annotations.NullMarked;
