/**
 * Tests that a resource type's schema writes by itself: whatever can be configured is applied, and
 * then there is nothing left to do.
 */
@NullMarked
package dev.slipway.provider.test.zerodiff;

import org.jspecify.annotations.NullMarked;
