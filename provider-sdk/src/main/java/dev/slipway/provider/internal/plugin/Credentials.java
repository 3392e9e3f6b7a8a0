package dev.slipway.provider.internal.plugin;

import java.security.GeneralSecurityException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/**
 * What a plugin and its host know each other by, made on a thread of its own beside all else: first
 * the plugin's certificate, for which the handshake line waits, then TLS, for which the host's
 * first connection does.
 */
final class Credentials {
  private final FutureTask<OwnIdentity> identity;
  private final FutureTask<MutualTls> tls;

  private Credentials(ClientCertificate client) {
    identity = new FutureTask<>(OwnIdentity::create);
    tls = new FutureTask<>(() -> MutualTls.between(identity.get(), client));
  }

  /**
   * Begins.
   *
   * @param clientPem the certificate of the only client, as PEM
   * @throws StartFailure the PEM cannot be read
   */
  static Credentials begin(String clientPem) {
    var credentials = new Credentials(ClientCertificate.of(clientPem));
    Thread.ofPlatform().daemon().name("credentials").start(credentials::make);
    return credentials;
  }

  private void make() {
    identity.run();
    tls.run();
  }

  /** The plugin's certificate as the handshake line carries it; waits for it. */
  String certificate() throws InterruptedException, GeneralSecurityException {
    try {
      return identity.get().base64();
    } catch (ExecutionException e) {
      throw new GeneralSecurityException("no key and certificate could be made", e.getCause());
    }
  }

  /** Done once the first client can be let in. */
  Future<MutualTls> tls() {
    return tls;
  }
}
