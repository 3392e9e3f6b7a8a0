package dev.slipway.provider.diag;

import dev.slipway.provider.value.Path;

/** Something with a place in the configuration: an attribute handle knows its own. */
public interface Located {

  /** The way from the root of the object; the empty path means the object as a whole. */
  Path path();
}
