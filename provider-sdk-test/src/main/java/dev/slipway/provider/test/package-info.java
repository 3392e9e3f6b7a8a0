/**
 * Tests of providers within the process: the provider is called over gRPC as Terraform calls it,
 * and every answer is held against Terraform's rules.
 */
@NullMarked
package dev.slipway.provider.test;

import org.jspecify.annotations.NullMarked;
