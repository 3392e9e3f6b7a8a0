package dev.slipway.controlplane.intake;

import dev.slipway.controlplane.vocabulary.FailureCode;

/** Rules for ports. */
final class PortRules {
  private static final int LAST = 65535;

  private PortRules() {}

  static int complete(String field, int given, int fallback, Findings findings) {
    int port = given == 0 ? fallback : given;
    if (port < 1 || port > LAST) {
      findings.error(
          field,
          FailureCode.OUT_OF_RANGE,
          "%s = %d is no port; allowed is 1 to %d",
          Findings.name(field),
          port,
          LAST);
    }
    return port;
  }
}
