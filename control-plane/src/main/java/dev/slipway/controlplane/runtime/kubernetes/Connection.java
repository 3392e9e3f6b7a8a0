package dev.slipway.controlplane.runtime.kubernetes;

import dev.slipway.controlplane.catalog.ClusterSettings;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.util.ClientBuilder;
import io.kubernetes.client.util.KubeConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import okhttp3.CipherSuite;
import okhttp3.ConnectionSpec;

/** Where a region's cluster is, and with which credentials. */
final class Connection {
  /** A connection that nothing answers on for so long is given up. */
  private static final Duration PING = Duration.ofSeconds(10);

  /**
   * ChaCha20 before AES: Java's first compiler, the only one that a control plane runs with, knows
   * no instructions for AES, and takes four times as long for the same bytes.
   */
  private static final ConnectionSpec TLS =
      new ConnectionSpec.Builder(ConnectionSpec.MODERN_TLS)
          .cipherSuites(chaChaFirst(ConnectionSpec.MODERN_TLS))
          .build();

  private final ClientBuilder builder;

  private Connection(ClientBuilder builder) {
    this.builder = builder;
  }

  /**
   * Reads the credentials; asks nobody anything.
   *
   * @throws ConnectionException they cannot be read, or lack the context
   */
  static Connection of(ClusterSettings settings) {
    try {
      return new Connection(builder(settings).setPingInterval(PING));
    } catch (IOException | RuntimeException e) {
      throw new ConnectionException(
          "cannot connect to a cluster with %s: %s"
              .formatted(
                  settings.kubeconfig().isEmpty() ? "the usual kubeconfig" : settings.kubeconfig(),
                  e instanceof java.nio.file.NoSuchFileException
                      ? "there is no such file"
                      : String.valueOf(e.getMessage())),
          e);
    }
  }

  private static ClientBuilder builder(ClusterSettings settings) throws IOException {
    if (settings.kubeconfig().isEmpty() && settings.context().isEmpty()) {
      return ClientBuilder.standard();
    }
    var file = Path.of(settings.kubeconfig().isEmpty() ? usual() : settings.kubeconfig());
    try (var reader = Files.newBufferedReader(file)) {
      var config = KubeConfig.loadKubeConfig(reader);
      // Relative names of files in it are meant from where it lies.
      config.setFile(file.toFile());
      if (!settings.context().isEmpty() && !config.setContext(settings.context())) {
        throw new IOException("it has no context " + settings.context());
      }
      return ClientBuilder.kubeconfig(config);
    }
  }

  private static String usual() {
    var named = System.getenv(KubeConfig.KUBECONFIG);
    return named != null && !named.isEmpty()
        ? named
        : Path.of(System.getProperty("user.home"), KubeConfig.KUBEDIR, "config").toString();
  }

  /**
   * A client of its own.
   *
   * @param deadline for one answer; zero: none
   */
  ApiClient client(Duration deadline) {
    var client = builder.setApiClient(new ApiClient()).setReadTimeout(deadline).build();
    client.setHttpClient(
        client
            .getHttpClient()
            .newBuilder()
            .connectionSpecs(List.of(TLS, ConnectionSpec.CLEARTEXT))
            .build());
    client.setConnectTimeout((int) (deadline.isZero() ? PING : deadline).toMillis());
    return client;
  }

  private static CipherSuite[] chaChaFirst(ConnectionSpec spec) {
    return Objects.requireNonNull(spec.cipherSuites()).stream()
        .sorted(Comparator.comparing(suite -> !suite.javaName().contains("CHACHA20")))
        .toArray(CipherSuite[]::new);
  }
}
