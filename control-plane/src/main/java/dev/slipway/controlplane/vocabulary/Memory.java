package dev.slipway.controlplane.vocabulary;

/** An amount of memory or disk, never negative. */
public record Memory(long bytes) implements Comparable<Memory> {
  public static final Memory NONE = new Memory(0);

  public Memory {
    if (bytes < 0) {
      throw new IllegalArgumentException("memory must be >= 0 bytes: " + bytes);
    }
  }

  public static Memory mib(long n) {
    return new Memory(Math.multiplyExact(n, 1L << 20));
  }

  public static Memory gib(long n) {
    return new Memory(Math.multiplyExact(n, 1L << 30));
  }

  /**
   * Reads what {@link #toString} writes, in whole numbers.
   *
   * @throws IllegalArgumentException something else
   */
  public static Memory parse(String text) {
    if (text.matches("\\d{1,9} GiB")) {
      return gib(Long.parseLong(text.substring(0, text.length() - 4)));
    }
    if (text.matches("\\d{1,9} MiB")) {
      return mib(Long.parseLong(text.substring(0, text.length() - 4)));
    }
    throw new IllegalArgumentException(
        "\"%s\" is no amount of memory such as \"4 GiB\" or \"512 MiB\"".formatted(text));
  }

  public Memory times(long n) {
    return new Memory(Math.multiplyExact(bytes, n));
  }

  public Memory plus(Memory other) {
    return new Memory(Math.addExact(bytes, other.bytes));
  }

  @Override
  public int compareTo(Memory other) {
    return Long.compare(bytes, other.bytes);
  }

  /** Such as {@code 4 GiB}, {@code 512 MiB} or {@code 100 bytes}. */
  @Override
  public String toString() {
    if (bytes >= 1L << 30 && bytes % (1L << 29) == 0) {
      return bytes % (1L << 30) == 0
          ? (bytes >> 30) + " GiB"
          : bytes / (double) (1L << 30) + " GiB";
    }
    return bytes >= 1L << 20 ? (bytes >> 20) + " MiB" : bytes + " bytes";
  }
}
