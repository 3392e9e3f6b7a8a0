package dev.slipway.controlplane.app;

/** A number of replicas, or a percentage of them: {@code "2"} or {@code "25%"}. */
public record Share(int amount, boolean isPercentage) {
  public Share {
    if (amount < 0 || (isPercentage && amount > 100)) {
      throw new IllegalArgumentException("a share is a number >= 0 or 0% to 100%");
    }
  }

  public static Share percent(int amount) {
    return new Share(amount, true);
  }

  /**
   * Reads what {@link #toString} writes.
   *
   * @throws IllegalArgumentException neither a number nor a percentage
   */
  public static Share parse(String text) {
    if (!text.matches("\\d{1,4}%?")) {
      throw new IllegalArgumentException(
          "\"%s\" is neither a number such as \"1\" nor a percentage such as \"25%%\""
              .formatted(text));
    }
    return text.endsWith("%")
        ? percent(Integer.parseInt(text.substring(0, text.length() - 1)))
        : new Share(Integer.parseInt(text), false);
  }

  public int ofRoundedUp(int replicas) {
    return isPercentage ? Math.ceilDiv(replicas * amount, 100) : amount;
  }

  public int ofRoundedDown(int replicas) {
    return isPercentage ? replicas * amount / 100 : amount;
  }

  @Override
  public String toString() {
    return isPercentage ? amount + "%" : String.valueOf(amount);
  }
}
