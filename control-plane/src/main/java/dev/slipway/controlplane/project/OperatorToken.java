package dev.slipway.controlplane.project;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/** The token that may do everything. Only its hash is kept in memory. */
public final class OperatorToken {
  private static final String PREFIX = "slipway_op_";

  private final byte[] hash;

  private OperatorToken(byte[] hash) {
    this.hash = hash;
  }

  public static OperatorToken of(String token) {
    return new OperatorToken(hash(token));
  }

  /** A new token, 256 random bits. */
  public static String random() {
    var bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Compares in a time that tells nothing about where two tokens differ. */
  public boolean matches(String token) {
    return MessageDigest.isEqual(hash, hash(token));
  }

  private static byte[] hash(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
