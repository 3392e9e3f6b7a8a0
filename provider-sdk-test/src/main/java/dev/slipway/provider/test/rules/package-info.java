/**
 * What Terraform demands of a provider's answers, as pure functions over values and schemas. The
 * test kit's client holds every answer against them; they can be used on any answer by themselves.
 */
@NullMarked
package dev.slipway.provider.test.rules;

import org.jspecify.annotations.NullMarked;
