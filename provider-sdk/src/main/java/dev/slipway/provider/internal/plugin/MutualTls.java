package dev.slipway.provider.internal.plugin;

import java.security.GeneralSecurityException;
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

  /**
   * ChaCha20 first: Java's first compiler, the only one that a provider's short life knows, has no
   * instructions for AES and takes four times as long for the same bytes. The rest is what hosts of
   * either version offer.
   */
  private static final String[] SUITES = {
    "TLS_CHACHA20_POLY1305_SHA256",
    "TLS_AES_128_GCM_SHA256",
    "TLS_AES_256_GCM_SHA384",
    "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
    "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
    "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384"
  };

  private final SSLContext context;

  private MutualTls(SSLContext context) {
    this.context = context;
  }

  /** Shows our certificate, and lets one client in. */
  static MutualTls between(OwnIdentity own, ClientCertificate client)
      throws GeneralSecurityException {
    var context = SSLContext.getInstance("TLS");
    context.init(
        new KeyManager[] {own.key()}, new TrustManager[] {new OnlyTrusted(client)}, own.random());
    return new MutualTls(context);
  }

  /**
   * A server's engine for one connection: the client must show its certificate and speak HTTP/2.
   */
  SSLEngine engine() {
    SSLEngine engine = context.createSSLEngine();
    engine.setUseClientMode(false);
    var parameters = engine.getSSLParameters();
    parameters.setProtocols(VERSIONS);
    parameters.setCipherSuites(SUITES);
    parameters.setNeedClientAuth(true);
    parameters.setApplicationProtocols(HTTP_2);
    engine.setSSLParameters(parameters);
    return engine;
  }
}
