/** The one database: SQLite in the home folder, or PostgreSQL. Stores build on it. */
@NullMarked
package dev.slipway.controlplane.database;

import org.jspecify.annotations.NullMarked;
