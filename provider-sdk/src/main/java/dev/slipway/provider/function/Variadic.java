package dev.slipway.provider.function;

import dev.slipway.provider.value.Path;

/**
 * A typed handle on the last parameter of a function, for which any number of arguments is given.
 *
 * @param each what every one of them has to be
 */
public record Variadic<T>(Parameter<T> each) {

  /** Where one of them stands, from zero. */
  public Path at(int index) {
    return each.path().index(index);
  }

  @Override
  public String toString() {
    return each + "...";
  }
}
