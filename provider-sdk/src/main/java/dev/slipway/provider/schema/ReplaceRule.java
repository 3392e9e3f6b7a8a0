package dev.slipway.provider.schema;

/** Decides whether a change of one attribute needs a new object. */
@FunctionalInterface
public interface ReplaceRule<T> {

  /**
   * Asked only when the two differ. The answer for an unknown {@code after} has to hold for
   * whatever it turns out to be: Terraform refuses an update that becomes a replacement.
   */
  boolean replaces(Reading<T> before, Reading<T> after);
}
