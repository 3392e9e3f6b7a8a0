package dev.slipway.ai.client;

import dev.slipway.provider.diag.Failure;
import dev.slipway.provider.value.Path;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;

/** Address of a control plane's gRPC port. Only loopback may go without TLS. */
record Endpoint(String host, int port, boolean tls) {
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

  /**
   * Reads {@code host:port}, {@code http://host:port} or {@code https://host:port}.
   *
   * @param withCertificate a certificate authority is set, so TLS is meant
   */
  static Endpoint parse(String text, boolean withCertificate) {
    try {
      var uri = new URI(text.contains("://") ? text : "none://" + text);
      var scheme = uri.getScheme();
      boolean loopback = LOOPBACK.contains(String.valueOf(uri.getHost()));
      boolean tls =
          scheme.equals("https") || (scheme.equals("none") && (withCertificate || !loopback));
      if (uri.getHost() == null || uri.getPort() < 1 || !isKnown(scheme)) {
        throw refused(text, "It must read host:port or https://host:port.");
      }
      if (!tls && !loopback) {
        throw refused(
            text,
            "Without TLS the token would cross the network in the open: use https, or a loopback"
                + " address.");
      }
      return new Endpoint(uri.getHost(), uri.getPort(), tls);
    } catch (URISyntaxException e) {
      throw refused(text, "It must read host:port or https://host:port.").causedBy(e);
    }
  }

  private static boolean isKnown(String scheme) {
    return scheme.equals("none") || scheme.equals("http") || scheme.equals("https");
  }

  private static Failure refused(String text, String why) {
    return new Failure(
        Path.of("endpoint"),
        "Not an address of a control plane",
        "endpoint (or SLIPWAY_ENDPOINT) is \"%s\". %s".formatted(text, why));
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
