/** Apps: the resource {@code ai_app} and the data sources that look apps up. */
@NullMarked
package dev.slipway.ai.app;

import org.jspecify.annotations.NullMarked;
