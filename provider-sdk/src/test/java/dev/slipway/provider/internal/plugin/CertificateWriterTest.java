package dev.slipway.provider.internal.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.ByteArrayInputStream;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads the certificate back with the JDK's own parser. */
class CertificateWriterTest {
  @ParameterizedTest(name = "written at {0}")
  @ValueSource(strings = {"1999-12-31T23:59:59Z", "2026-02-28T08:09:01Z", "2060-01-01T00:00:10Z"})
  void saysWhatTerraformsOwnSays(Instant now) throws Exception {
    var keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    X509Certificate read = read(keys, now);

    assertThatCode(() -> read.verify(keys.getPublic())).doesNotThrowAnyException();
    assertThat(read.getPublicKey()).isEqualTo(keys.getPublic());
    assertThat(read.getVersion()).isEqualTo(3);
    assertThat(read.getSubjectX500Principal().getName()).isEqualTo("CN=localhost");
    assertThat(read.getIssuerX500Principal()).isEqualTo(read.getSubjectX500Principal());
    assertThat(read.getSubjectAlternativeNames()).containsExactly(List.of(2, "localhost"));
    assertThat(read.getExtendedKeyUsage())
        .containsExactlyInAnyOrder("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2");
    assertThat(read.getBasicConstraints()).as("a CA of any depth").isEqualTo(Integer.MAX_VALUE);
    assertThat(usages(read)).containsExactly(0, 2, 4, 5);
    assertThat(read.getNotBefore().toInstant()).isEqualTo(now.minusSeconds(30));
    assertThat(Duration.between(now, read.getNotAfter().toInstant()).toDays()).isEqualTo(30 * 365);
    assertThat(read.getSerialNumber()).isPositive();
    assertThat(read.hasUnsupportedCriticalExtension()).isFalse();
  }

  private static X509Certificate read(KeyPair keys, Instant now) throws Exception {
    byte[] der = CertificateWriter.selfSigned(keys, new SecureRandom(), now);
    var in = new ByteArrayInputStream(der);
    var certificate =
        (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    assertThat(in.available()).as("bytes after the certificate").isZero();
    return certificate;
  }

  /** Digital signature is 0, key encipherment 2, key agreement 4, certificate signing 5. */
  private static List<Integer> usages(X509Certificate certificate) {
    var usages = new ArrayList<Integer>();
    boolean[] bits = certificate.getKeyUsage();
    for (int i = 0; i < bits.length; i++) {
      if (bits[i]) {
        usages.add(i);
      }
    }
    return usages;
  }
}
