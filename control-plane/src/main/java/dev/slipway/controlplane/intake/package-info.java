/** Takes in what people want: completes it, checks it, and writes it down or says why not. */
@NullMarked
package dev.slipway.controlplane.intake;

import org.jspecify.annotations.NullMarked;
