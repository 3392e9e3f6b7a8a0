/**
 * Stories of a provider's life, told with the test kit: what the SDK promises, and the kit with it.
 */
@NullMarked
package dev.slipway.provider.test.stories;

import org.jspecify.annotations.NullMarked;
