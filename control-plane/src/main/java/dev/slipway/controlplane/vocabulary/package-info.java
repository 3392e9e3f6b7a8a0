/** Small value types that every feature shares. */
@NullMarked
package dev.slipway.controlplane.vocabulary;

import org.jspecify.annotations.NullMarked;
