package dev.slipway.provider.internal.plugin;

/** Settings of the JDK's TLS that fit a server with one client that comes once. */
final class TlsTuning {

  /**
   * Extensions of which nothing is needed: the client's name for the server alone would have Java
   * read Unicode's tables, and no session is resumed after the process.
   */
  private static final String UNUSED =
      "server_name,max_fragment_length,status_request,status_request_v2,session_ticket,"
          + "psk_key_exchange_modes,pre_shared_key,cookie";

  private TlsTuning() {}

  /** Sets what the user has not set. Call before the first class of TLS is loaded. */
  static void apply() {
    prefer("jdk.tls.server.disableExtensions", UNUSED);
    prefer("jdk.tls.server.newSessionTicketCount", "0");
  }

  private static void prefer(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }
}
