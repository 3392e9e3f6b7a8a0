/** What a function takes and gives: parameters as typed handles, a signature of them, arguments. */
@NullMarked
package dev.slipway.provider.function;

import org.jspecify.annotations.NullMarked;
