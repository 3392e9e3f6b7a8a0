/** Where replicas run: one driver per kind of engine, all held to one contract. */
@NullMarked
package dev.slipway.controlplane.runtime;

import org.jspecify.annotations.NullMarked;
