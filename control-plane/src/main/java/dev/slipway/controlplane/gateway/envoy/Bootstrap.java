package dev.slipway.controlplane.gateway.envoy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What Envoy is started with.
 *
 * @param node tells one control plane's Envoy from another's
 * @param hash of everything else; an Envoy that runs with another is replaced
 */
record Bootstrap(String node, String hash, String yaml) {
  static Bootstrap of(EnvoySettings settings) {
    var node = "slipway-" + settings.instance();
    var filled =
        template()
            .replace("{{node}}", node)
            .replace("{{xds.host}}", settings.xds().getAddress().getHostAddress())
            .replace("{{xds.port}}", Integer.toString(settings.xds().getPort()))
            .replace("{{listen.host}}", settings.listen().getAddress().getHostAddress())
            .replace("{{listen.port}}", Integer.toString(settings.listen().getPort()));
    var hash = hash(filled);
    return new Bootstrap(node, hash, filled.replace("{{hash}}", hash));
  }

  private static String template() {
    try (var in = Bootstrap.class.getResourceAsStream("bootstrap.yaml")) {
      if (in == null) {
        throw new IllegalStateException("bootstrap.yaml is not in the build");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String hash(String text) {
    try {
      var digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
