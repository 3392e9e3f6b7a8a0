@NullMarked
package dev.slipway.provider.internal.engine;

import org.jspecify.annotations.NullMarked;
