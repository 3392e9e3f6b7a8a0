/**
 * What a provider tells the person at the terminal: diagnostics with the attribute they are about.
 */
@NullMarked
package dev.slipway.provider.diag;

import org.jspecify.annotations.NullMarked;
