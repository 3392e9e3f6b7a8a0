@NullMarked
package dev.slipway.provider.test.guide;

import org.jspecify.annotations.NullMarked;
