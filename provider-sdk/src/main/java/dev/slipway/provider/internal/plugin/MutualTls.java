package dev.slipway.provider.internal.plugin;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;

/**
 * TLS in which each side trusts exactly the one certificate it was told. Built on the JDK's own
 * TLS: engines based on BoringSSL do not accept Terraform's P-521 certificate.
 *
 * <p>Key and trust are handed to the JDK directly, without a key store and without the default
 * trust store: reading those took most of a start.
 */
final class MutualTls {
  private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};
  private static final String[] HTTP_2 = {"h2"};

  private final SSLContext context;
  private final String certificate;

  private MutualTls(SSLContext context, String certificate) {
    this.context = context;
    this.certificate = certificate;
  }

  /**
   * Makes a key and a certificate of our own and trusts one client.
   *
   * @param clientPem the client's certificate as PEM
   * @throws StartFailure the PEM cannot be read
   */
  static MutualTls trusting(String clientPem) throws GeneralSecurityException {
    var factory = CertificateFactory.getInstance("X.509");
    X509Certificate client = client(factory, clientPem);
    var random = new SecureRandom();
    KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    byte[] own = CertificateWriter.selfSigned(keys, random, Instant.now());
    var parsed = (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(own));
    var context = SSLContext.getInstance("TLS");
    context.init(
        new KeyManager[] {new OnlyKey(keys.getPrivate(), parsed)},
        new TrustManager[] {new OnlyTrusted(client)},
        random);
    return new MutualTls(context, Base64.getEncoder().withoutPadding().encodeToString(own));
  }

  /** Our certificate: DER in base64 without padding. */
  String certificate() {
    return certificate;
  }

  /**
   * A server's engine for one connection: the client must show its certificate and speak HTTP/2.
   */
  SSLEngine engine() {
    SSLEngine engine = context.createSSLEngine();
    engine.setUseClientMode(false);
    var parameters = engine.getSSLParameters();
    parameters.setProtocols(VERSIONS);
    parameters.setNeedClientAuth(true);
    parameters.setApplicationProtocols(HTTP_2);
    engine.setSSLParameters(parameters);
    return engine;
  }

  private static X509Certificate client(CertificateFactory factory, String pem) {
    try {
      return (X509Certificate)
          factory.generateCertificate(
              new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
    } catch (CertificateException e) {
      throw new StartFailure(
          "PLUGIN_CLIENT_CERT holds no certificate (expected one in PEM): " + e.getMessage(), e);
    }
  }
}
