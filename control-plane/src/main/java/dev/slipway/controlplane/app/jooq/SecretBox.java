package dev.slipway.controlplane.app.jooq;

import dev.slipway.controlplane.vocabulary.AppId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts secrets with AES-256-GCM. A box is bound to its app and revision: put into another row
 * it does not open.
 */
final class SecretBox {
  private static final byte FORMAT = 1;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecureRandom random = new SecureRandom();
  private final SecretKeySpec key;

  private SecretBox(byte[] key) {
    this.key = new SecretKeySpec(key, "AES");
  }

  /**
   * @param base64 32 bytes
   * @throws IllegalArgumentException it is something else
   */
  static SecretBox of(String base64) {
    byte[] key;
    try {
      key = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("the master key is not base64", e);
    }
    if (key.length != 32) {
      throw new IllegalArgumentException(
          "the master key has %d bytes instead of 32".formatted(key.length));
    }
    return new SecretBox(key);
  }

  /** A new key, as base64. */
  static String newKey() {
    var key = new byte[32];
    new SecureRandom().nextBytes(key);
    return Base64.getEncoder().encodeToString(key);
  }

  byte[] close(byte[] plain, AppId app, long revision) {
    var nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      var sealed = cipher(Cipher.ENCRYPT_MODE, nonce, app, revision).doFinal(plain);
      return ByteBuffer.allocate(1 + NONCE_BYTES + sealed.length)
          .put(FORMAT)
          .put(nonce)
          .put(sealed)
          .array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime lacks AES-256-GCM", e);
    }
  }

  /**
   * @throws IllegalStateException another key closed it, or it was changed
   */
  byte[] open(byte[] box, AppId app, long revision) {
    var in = ByteBuffer.wrap(box);
    if (in.remaining() < 1 + NONCE_BYTES || in.get() != FORMAT) {
      throw new IllegalStateException(
          "secrets of app %s, revision %d, have an unknown format".formatted(app, revision));
    }
    var nonce = new byte[NONCE_BYTES];
    in.get(nonce);
    var sealed = new byte[in.remaining()];
    in.get(sealed);
    try {
      return cipher(Cipher.DECRYPT_MODE, nonce, app, revision).doFinal(sealed);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(
          "secrets of app %s, revision %d, do not open; restore the master key that they were closed with"
              .formatted(app, revision),
          e);
    }
  }

  private Cipher cipher(int mode, byte[] nonce, AppId app, long revision)
      throws GeneralSecurityException {
    var cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD((app.value() + "/" + revision).getBytes(StandardCharsets.UTF_8));
    return cipher;
  }
}
