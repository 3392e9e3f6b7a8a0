package dev.slipway.provider.internal.plugin;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Base64;

/**
 * A client certificate with the bits of Terraform's: P-521, self-signed, for localhost. Made by the
 * JDK's keytool, so that nothing of ours checks itself.
 */
record HostCertificate(PrivateKey key, X509Certificate certificate) {
  private static final String PASSWORD = "changeit";

  static HostCertificate make(Path directory) throws IOException, GeneralSecurityException {
    Path store = Files.createTempDirectory(directory, "host").resolve("host.p12");
    run(
        Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
        "-genkeypair",
        "-alias",
        "host",
        "-keyalg",
        "EC",
        "-groupname",
        "secp521r1",
        "-sigalg",
        "SHA512withECDSA",
        "-dname",
        "CN=localhost",
        "-validity",
        "10950",
        "-ext",
        "san=dns:localhost",
        "-ext",
        "ku:c=digitalSignature,keyEncipherment,keyAgreement,keyCertSign",
        "-ext",
        "eku=clientAuth,serverAuth",
        "-ext",
        "bc:c=ca:true",
        "-storetype",
        "PKCS12",
        "-keystore",
        store.toString(),
        "-storepass",
        PASSWORD);
    var keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    return new HostCertificate(
        (PrivateKey) keys.getKey("host", PASSWORD.toCharArray()),
        (X509Certificate) keys.getCertificate("host"));
  }

  /** As Terraform hands it over in the environment. */
  String pem() throws GeneralSecurityException {
    String base64 =
        Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(certificate.getEncoded());
    return "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n";
  }

  private static void run(String... command) throws IOException {
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), US_ASCII);
    assertThat(process.onExit().join().exitValue()).as(output).isZero();
  }
}
