@NullMarked
package dev.slipway.provider.serve;

import org.jspecify.annotations.NullMarked;
