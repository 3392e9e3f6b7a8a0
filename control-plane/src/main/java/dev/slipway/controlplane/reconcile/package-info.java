/** Brings about what owners want: reads an app, compares, acts, reports. */
@NullMarked
package dev.slipway.controlplane.reconcile;

import org.jspecify.annotations.NullMarked;
