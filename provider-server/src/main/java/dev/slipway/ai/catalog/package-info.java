/** What can be had: flavors and regions. */
@NullMarked
package dev.slipway.ai.catalog;

import org.jspecify.annotations.NullMarked;
