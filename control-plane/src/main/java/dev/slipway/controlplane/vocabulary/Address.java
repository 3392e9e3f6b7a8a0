package dev.slipway.controlplane.vocabulary;

import java.util.Set;

/**
 * Where something listens.
 *
 * @param host a name or an IP address, without brackets
 * @param port 0 (any free one) to 65535
 */
public record Address(String host, int port) {
  private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "::1", "0:0:0:0:0:0:0:1");

  public Address {
    if (host.isEmpty() || port < 0 || port > 65535) {
      throw malformed(host + ":" + port);
    }
  }

  /**
   * Reads {@code host:port} or {@code [IPv6]:port}.
   *
   * @throws IllegalArgumentException something else
   */
  public static Address of(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 1) {
      throw malformed(text);
    }
    var host = text.substring(0, colon);
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    if (!bracketed && host.contains(":")) {
      throw malformed(text);
    }
    try {
      return new Address(
          bracketed ? host.substring(1, host.length() - 1) : host,
          Integer.parseInt(text.substring(colon + 1)));
    } catch (NumberFormatException e) {
      throw malformed(text);
    }
  }

  /** Only this machine can reach it. Judged by its text: no name is looked up. */
  public boolean isLoopback() {
    return LOOPBACK_NAMES.contains(host) || host.matches("127(\\.\\d{1,3}){3}");
  }

  private static IllegalArgumentException malformed(String text) {
    return new IllegalArgumentException(
        "\"%s\" is not host:port, such as 127.0.0.1:8641 or [::1]:8641".formatted(text));
  }

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
