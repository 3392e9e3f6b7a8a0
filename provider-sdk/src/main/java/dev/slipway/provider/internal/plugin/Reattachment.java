package dev.slipway.provider.internal.plugin;

/**
 * What Terraform needs to use a provider that already runs, for example under a debugger.
 *
 * @param address the provider's source address
 * @param endpoint where it listens, in plaintext
 * @param pid its process, which must live
 */
record Reattachment(String address, Endpoint endpoint, long pid) {
  /** The value of {@code TF_REATTACH_PROVIDERS}. */
  String value() {
    // "Test" tells Terraform to believe the protocol version and to leave the process alone.
    return "{"
        + quoted(address)
        + ":{\"Protocol\":\"grpc\",\"ProtocolVersion\":"
        + HandshakeLine.PROTOCOL_VERSION
        + ",\"Pid\":"
        + pid
        + ",\"Test\":true,\"Addr\":{\"Network\":"
        + quoted(endpoint.network())
        + ",\"String\":"
        + quoted(endpoint.location())
        + "}}}";
  }

  /** What the person who debugs is told. */
  String instructions() {
    return "The provider runs. To make Terraform use it, set in another terminal:\n\n"
        + "  export TF_REATTACH_PROVIDERS='"
        + value()
        + "'\n\nIt serves every command until you end it with Ctrl-C.\n";
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
