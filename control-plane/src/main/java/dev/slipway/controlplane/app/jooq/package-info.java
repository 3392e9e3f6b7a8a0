/** Apps in the database. */
@NullMarked
package dev.slipway.controlplane.app.jooq;

import org.jspecify.annotations.NullMarked;
