/**
 * The user's day: every story runs the packaged provider under the real {@code terraform} against a
 * control plane process, an Envoy and a container engine of its own.
 */
@NullMarked
package dev.slipway.acceptance;

import org.jspecify.annotations.NullMarked;
