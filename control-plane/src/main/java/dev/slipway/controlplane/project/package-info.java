/** Tenants, what they may hold, and who may act for them. */
@NullMarked
package dev.slipway.controlplane.project;

import org.jspecify.annotations.NullMarked;
