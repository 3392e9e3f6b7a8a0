package dev.slipway.provider.internal.plugin;

/**
 * The one line on standard output by which the host finds the plugin.
 *
 * @param endpoint where the plugin listens
 * @param certificate the server's certificate in DER and base64 without padding, which the host
 *     refuses; empty in plaintext
 * @param saysMultiplexing whether the host asked if connections are multiplexed; ours never are
 */
record HandshakeLine(Endpoint endpoint, String certificate, boolean saysMultiplexing) {
  private static final int CORE_VERSION = 1;

  /** The only version of Terraform's protocol that this SDK speaks. */
  static final int PROTOCOL_VERSION = 6;

  /** The line, newline included. */
  String text() {
    return CORE_VERSION
        + "|"
        + PROTOCOL_VERSION
        + "|"
        + endpoint.network()
        + "|"
        + endpoint.location()
        + "|grpc|"
        + certificate
        + (saysMultiplexing ? "|false" : "")
        + "\n";
  }
}
