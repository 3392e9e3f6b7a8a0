@NullMarked
package dev.slipway.provider.schema;

import org.jspecify.annotations.NullMarked;
