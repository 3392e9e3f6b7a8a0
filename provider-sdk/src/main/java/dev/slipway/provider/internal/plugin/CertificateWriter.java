package dev.slipway.provider.internal.plugin;

import static dev.slipway.provider.internal.plugin.Der.bits;
import static dev.slipway.provider.internal.plugin.Der.explicit;
import static dev.slipway.provider.internal.plugin.Der.implicit;
import static dev.slipway.provider.internal.plugin.Der.integer;
import static dev.slipway.provider.internal.plugin.Der.isTrue;
import static dev.slipway.provider.internal.plugin.Der.octets;
import static dev.slipway.provider.internal.plugin.Der.oid;
import static dev.slipway.provider.internal.plugin.Der.sequence;
import static dev.slipway.provider.internal.plugin.Der.set;
import static dev.slipway.provider.internal.plugin.Der.time;
import static dev.slipway.provider.internal.plugin.Der.utf8;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;

/**
 * Writes the self-signed certificate that a plugin shows its host: an Ed25519 key, name {@code
 * localhost}, and the usages that Terraform puts into its own. The JDK reads certificates but has
 * no public way to make one.
 */
final class CertificateWriter {
  private static final String NAME = "localhost";
  private static final Duration CLOCK_SKEW = Duration.ofSeconds(30);
  private static final Duration LIFETIME = Duration.ofDays(30 * 365);

  private static final byte[] ED25519 = sequence(oid(1, 3, 101, 112));
  private static final byte[] VERSION_3 = explicit(0, integer(new byte[] {2}));

  /** Digital signature, key encipherment, key agreement, certificate signing; two bits unused. */
  private static final byte[] KEY_USAGE = bits(2, new byte[] {(byte) 0b1010_1100});

  private CertificateWriter() {}

  /**
   * The certificate's DER, valid from shortly before {@code now}.
   *
   * @param keys an Ed25519 pair
   */
  static byte[] selfSigned(KeyPair keys, SecureRandom random, Instant now)
      throws GeneralSecurityException {
    byte[] name = sequence(set(sequence(oid(2, 5, 4, 3), utf8(NAME))));
    byte[] content =
        sequence(
            VERSION_3,
            integer(serialNumber(random)),
            ED25519,
            name,
            sequence(time(now.minus(CLOCK_SKEW)), time(now.plus(LIFETIME))),
            name,
            keys.getPublic().getEncoded(),
            explicit(3, extensions()));
    var signer = Signature.getInstance("Ed25519");
    signer.initSign(keys.getPrivate());
    signer.update(content);
    return sequence(content, ED25519, bits(0, signer.sign()));
  }

  private static byte[] extensions() {
    byte[] serverAuth = oid(1, 3, 6, 1, 5, 5, 7, 3, 1);
    byte[] clientAuth = oid(1, 3, 6, 1, 5, 5, 7, 3, 2);
    byte[] dnsName = implicit(2, NAME.getBytes(StandardCharsets.US_ASCII));
    return sequence(
        critical(oid(2, 5, 29, 15), KEY_USAGE),
        extension(oid(2, 5, 29, 37), sequence(clientAuth, serverAuth)),
        critical(oid(2, 5, 29, 19), sequence(isTrue())),
        extension(oid(2, 5, 29, 17), sequence(dnsName)));
  }

  private static byte[] critical(byte[] id, byte[] value) {
    return sequence(id, isTrue(), octets(value));
  }

  private static byte[] extension(byte[] id, byte[] value) {
    return sequence(id, octets(value));
  }

  /** Positive and never zero, so that no two certificates of one name are taken for the same. */
  private static byte[] serialNumber(SecureRandom random) {
    var bytes = new byte[16];
    random.nextBytes(bytes);
    bytes[0] = (byte) ((bytes[0] & 0x3f) | 0x40);
    return bytes;
  }
}
