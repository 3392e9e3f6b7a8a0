/** What configurations compute without a control plane. */
@NullMarked
package dev.slipway.ai.function;

import org.jspecify.annotations.NullMarked;
