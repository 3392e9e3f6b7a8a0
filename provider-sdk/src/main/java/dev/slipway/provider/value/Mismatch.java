package dev.slipway.provider.value;

/**
 * Where and why a value is not of a type. Shows kinds and names, never content, which may be
 * secret.
 *
 * @param path from the checked value to the part that does not fit
 * @param reason a clause without a full stop, such as "number required, list given"
 */
public record Mismatch(Path path, String reason) {
  @Override
  public String toString() {
    return path.isRoot() ? reason : path + ": " + reason;
  }
}
