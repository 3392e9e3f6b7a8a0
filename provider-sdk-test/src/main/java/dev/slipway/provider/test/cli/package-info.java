/** Tests of providers through the real programs: Terraform and OpenTofu. */
@NullMarked
package dev.slipway.provider.test.cli;

import org.jspecify.annotations.NullMarked;
