/** The project and its quota. */
@NullMarked
package dev.slipway.ai.project;

import org.jspecify.annotations.NullMarked;
