/** Projects in the database. */
@NullMarked
package dev.slipway.controlplane.project.jooq;

import org.jspecify.annotations.NullMarked;
