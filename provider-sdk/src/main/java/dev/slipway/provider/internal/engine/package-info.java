/**
 * What Terraform demands of plans and results, as pure functions over values and schemas: completes
 * what an author leaves open, and finds the rule that an answer breaks before Terraform does. The
 * rules are named as in the project's notes on the protocol: P1 to P12 for plans, A1 to A12 for
 * results; O1 and O2 are for objects that are read.
 */
@NullMarked
package dev.slipway.provider.internal.engine;

import org.jspecify.annotations.NullMarked;
