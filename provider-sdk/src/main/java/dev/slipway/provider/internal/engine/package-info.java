/**
 * What Terraform demands of plans and results, as pure functions over values and schemas: completes
 * what an author leaves open, and finds the rule that an answer breaks before Terraform does. The
 * rules are named as in the project's notes on the protocol: P1 to P10 for plans, A1 to A10 for
 * results.
 */
@NullMarked
package dev.slipway.provider.internal.engine;

import org.jspecify.annotations.NullMarked;
