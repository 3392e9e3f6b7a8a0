@NullMarked
package dev.slipway.provider.internal.plugin;

import org.jspecify.annotations.NullMarked;
