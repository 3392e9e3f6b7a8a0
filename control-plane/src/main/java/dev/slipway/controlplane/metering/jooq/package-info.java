/** Usage in the database. */
@NullMarked
package dev.slipway.controlplane.metering.jooq;

import org.jspecify.annotations.NullMarked;
