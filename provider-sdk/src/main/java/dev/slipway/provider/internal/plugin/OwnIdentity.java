package dev.slipway.provider.internal.plugin;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;

/** A key of this process alone, and a certificate for it. */
final class OwnIdentity {
  private final KeyPair keys;
  private final byte[] certificate;
  private final SecureRandom random;

  private OwnIdentity(KeyPair keys, byte[] certificate, SecureRandom random) {
    this.keys = keys;
    this.certificate = certificate;
    this.random = random;
  }

  static OwnIdentity create() throws GeneralSecurityException {
    var random = new SecureRandom();
    KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    return new OwnIdentity(keys, CertificateWriter.selfSigned(keys, random, Instant.now()), random);
  }

  /** The certificate as the handshake line carries it: DER in base64 without padding. */
  String base64() {
    return Base64.getEncoder().withoutPadding().encodeToString(certificate);
  }

  /** What TLS shows of it. */
  OnlyKey key() throws GeneralSecurityException {
    var parsed =
        (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(certificate));
    return new OnlyKey(keys.getPrivate(), parsed);
  }

  /** The source of what is secret; making another takes milliseconds. */
  SecureRandom random() {
    return random;
  }
}
