package dev.slipway.controlplane.runtime.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.controlplane.catalog.ClusterSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import okhttp3.CipherSuite;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionTest {
  @TempDir Path folder;

  @Test
  void whatIsQuickWithoutInstructionsOfTheProcessorIsOfferedFirst() throws IOException {
    var kubeconfig = folder.resolve("kubeconfig");
    Files.writeString(
        kubeconfig,
        """
        apiVersion: v1
        kind: Config
        current-context: here
        contexts: [{name: here, context: {cluster: here, user: me}}]
        clusters: [{name: here, cluster: {server: "https://127.0.0.1:6443"}}]
        users: [{name: me, user: {token: secret}}]
        """);
    var settings =
        new ClusterSettings(
            kubeconfig.toString(),
            "",
            ClusterSettings.DEFAULT_PREFIX,
            "",
            List.of(),
            Collections.emptySortedMap(),
            Collections.emptySortedMap());

    var specs =
        Connection.of(settings).client(Duration.ofSeconds(10)).getHttpClient().connectionSpecs();

    assertThat(specs.getFirst().cipherSuites())
        .startsWith(CipherSuite.TLS_CHACHA20_POLY1305_SHA256)
        .contains(CipherSuite.TLS_AES_128_GCM_SHA256);
  }
}
