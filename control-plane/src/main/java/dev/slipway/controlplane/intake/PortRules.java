package dev.slipway.controlplane.intake;

import dev.slipway.controlplane.vocabulary.FailureCode;

/** Rules for ports. */
final class PortRules {
  private static final int LAST = 65535;

  private PortRules() {}

  /** The port as given; 0 stands for one that is chosen elsewhere. */
  static int check(String field, int port, Findings findings) {
    if (port < 0 || port > LAST) {
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
