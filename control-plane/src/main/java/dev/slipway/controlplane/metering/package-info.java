/** What was used and what it costs. */
@NullMarked
package dev.slipway.controlplane.metering;

import org.jspecify.annotations.NullMarked;
