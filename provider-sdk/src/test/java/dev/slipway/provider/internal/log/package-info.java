@NullMarked
package dev.slipway.provider.internal.log;

import org.jspecify.annotations.NullMarked;
