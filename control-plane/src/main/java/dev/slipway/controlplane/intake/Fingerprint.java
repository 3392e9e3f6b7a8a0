package dev.slipway.controlplane.intake;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Tells whether two requests ask for the same. Secret values take no part, their version does. */
final class Fingerprint {
  private Fingerprint() {}

  static String of(CreateCommand command) {
    try {
      var text = command.project() + '\n' + command.adoptUnclaimed() + '\n' + command.spec();
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
