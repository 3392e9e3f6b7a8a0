/** What the wire is made of, piece by piece; stories of whole providers are with the test kit. */
@NullMarked
package dev.slipway.provider.internal.protocol6;

import org.jspecify.annotations.NullMarked;
