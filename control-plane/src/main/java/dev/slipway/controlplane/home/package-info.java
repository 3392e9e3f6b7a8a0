/** The folder that belongs to one control plane. */
@NullMarked
package dev.slipway.controlplane.home;

import org.jspecify.annotations.NullMarked;
