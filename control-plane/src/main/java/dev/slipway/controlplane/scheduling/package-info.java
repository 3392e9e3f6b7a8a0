/** Who may start now, and why the others wait. Pure: a snapshot in, decisions out. */
@NullMarked
package dev.slipway.controlplane.scheduling;

import org.jspecify.annotations.NullMarked;
