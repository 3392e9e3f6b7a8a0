/** What Terraform hands to a resource and gets back: configuration, plan and state. */
@NullMarked
package dev.slipway.provider.plan;

import org.jspecify.annotations.NullMarked;
