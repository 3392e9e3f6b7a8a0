package dev.slipway.provider.internal.plugin;

import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;

/**
 * The certificate of the one client that may connect. Held as the bytes that have to come: TLS
 * reads what comes anyway, and reading it here too would delay the handshake line.
 */
final class ClientCertificate {
  private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
  private static final String END = "-----END CERTIFICATE-----";

  /** Every certificate begins as a sequence in DER does. */
  private static final byte SEQUENCE = 0x30;

  private final byte[] der;

  private ClientCertificate(byte[] der) {
    this.der = der;
  }

  /**
   * The first certificate in a PEM.
   *
   * @throws StartFailure there is none
   */
  static ClientCertificate of(String pem) {
    int begin = pem.indexOf(BEGIN);
    int end = pem.indexOf(END, begin + 1);
    if (begin < 0 || end < 0) {
      throw unreadable("it does not say where one begins and ends");
    }
    byte[] der;
    try {
      der =
          Base64.getMimeDecoder()
              .decode(
                  pem.substring(begin + BEGIN.length(), end).getBytes(StandardCharsets.US_ASCII));
    } catch (IllegalArgumentException e) {
      throw unreadable(String.valueOf(e.getMessage()));
    }
    if (der.length == 0 || der[0] != SEQUENCE) {
      throw unreadable("what is there is no certificate");
    }
    return new ClientCertificate(der);
  }

  /** Whether it is this one, byte by byte. */
  boolean is(X509Certificate other) throws CertificateEncodingException {
    return Arrays.equals(der, other.getEncoded());
  }

  private static StartFailure unreadable(String why) {
    return new StartFailure(
        "PLUGIN_CLIENT_CERT holds no certificate (expected one in PEM): " + why);
  }
}
