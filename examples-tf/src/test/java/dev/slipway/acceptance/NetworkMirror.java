package dev.slipway.acceptance;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import com.sun.net.httpserver.SimpleFileServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Files over HTTPS, under a certificate that nobody has signed. */
final class NetworkMirror implements AutoCloseable {
  private static final String PASSWORD = "changeit";

  private final HttpsServer server;
  private final Path certificate;

  /**
   * @param files what to serve
   * @param home for key and certificate
   */
  NetworkMirror(Path files, Path home) throws IOException, GeneralSecurityException {
    var keys = home.resolve("keys.p12");
    keytool(home, "-genkeypair -alias mirror -keyalg EC -dname CN=mirror -ext san=ip:127.0.0.1");
    certificate = home.resolve("certificate.pem");
    Files.writeString(certificate, keytool(home, "-exportcert -rfc -alias mirror"));
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls(keys)));
    server.createContext("/", SimpleFileServer.createFileHandler(files));
    server.start();
  }

  private static String keytool(Path home, String arguments) {
    var command =
        "%s/bin/keytool %s -keystore keys.p12 -storepass %s"
            .formatted(System.getProperty("java.home"), arguments, PASSWORD);
    return Command.in(home).run(command.split(" "));
  }

  private static SSLContext tls(Path keys) throws IOException, GeneralSecurityException {
    var store = KeyStore.getInstance(keys.toFile(), PASSWORD.toCharArray());
    var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(store, PASSWORD.toCharArray());
    var context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  String url() {
    return "https://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  /** Whom to trust. */
  Path certificate() {
    return certificate;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
