/** A real Kubernetes for tests: starts labs, breaks them on purpose, and ends them. */
@NullMarked
package dev.slipway.lab;

import org.jspecify.annotations.NullMarked;
