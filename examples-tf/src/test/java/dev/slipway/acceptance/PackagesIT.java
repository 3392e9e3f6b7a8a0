package dev.slipway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two released versions of the provider, and Terraform that installs them from every mirror. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PackagesIT {
  private static final String OLD = "1.0.0";
  private static final String NEW = "1.1.0";
  private static final String APP = Hello.app("any");

  /** Where Terraform installs from. */
  enum Mirror {
    UNPACKED,
    PACKED,
    NETWORK
  }

  private Release release;
  private NetworkMirror network;
  private Optional<SigningKey> key;
  private Terraform terraform;

  @BeforeAll
  void publish(@TempDir Path folder) throws Exception {
    key = SigningKey.create(folder.resolve("gpg"));
    release = new Release(folder.resolve("release"));
    release.publish(OLD, key.map(SigningKey::secret));
    release.publish(NEW, key.map(SigningKey::secret));
    network = new NetworkMirror(release.packed(), Files.createDirectory(folder.resolve("tls")));
  }

  @AfterAll
  void stop() {
    network.close();
    key.ifPresent(SigningKey::close);
  }

  @BeforeEach
  void freshFolder(@TempDir Path folder) {
    terraform =
        new Terraform(
            folder,
            Map.of(
                "SLIPWAY_ENDPOINT",
                "127.0.0.1:1",
                "SLIPWAY_TOKEN",
                "slw_any",
                "SSL_CERT_FILE",
                network.certificate().toString()));
  }

  @ParameterizedTest
  @EnumSource
  void installsLocksAndRuns(Mirror mirror) {
    var log = terraform.folder().resolve("terraform.log");
    from(mirror).configuration(requiring("~> 1.0") + APP);

    assertInstalled(terraform.init(), NEW);
    var lock = lock();
    assertThat(lock).as("the same from every mirror").contains(release.hash(NEW));

    terraform.uninstall();
    assertInstalled(terraform.init("-lockfile=readonly"), NEW);
    assertThat(lock()).isEqualTo(lock);
    assertThat(terraform.run("version").text()).contains(Release.PROVIDER + " v" + NEW);

    var plan = terraform.with("TF_LOG", "debug").with("TF_LOG_PATH", log.toString()).plan();
    assertThat(plan.exitCode()).isEqualTo(1);
    assertThat(plan.words()).contains("127.0.0.1:1", "slipway-control-plane");
    assertThat(plan.errors()).isEqualTo(1);
    assertThat(Checkout.read(log))
        .contains("terraform-provider-ai_v" + NEW)
        .as("Java has nothing to say, and would if it refused its AOT cache")
        .doesNotContainPattern("\\[(warning|error) *\\]\\[");
  }

  @ParameterizedTest
  @EnumSource
  void upgrades(Mirror mirror) {
    from(mirror).configuration(requiring(OLD));
    assertInstalled(terraform.init(), OLD);

    terraform.configuration(requiring("~> 1.0"));
    assertInstalled(terraform.init(), OLD);
    assertInstalled(terraform.init("-upgrade"), NEW);

    assertThat(lock()).contains(NEW, release.hash(NEW)).doesNotContain(release.hash(OLD));
  }

  @Test
  void theZipIsSmallAndHoldsFilesAlone() throws IOException {
    assertThat(Files.size(release.zip(NEW))).isLessThan(45 << 20);
    try (var zip = new ZipFile(release.zip(NEW).toFile())) {
      assertThat(zip.stream())
          .noneMatch(ZipEntry::isDirectory)
          .filteredOn(entry -> entry.getName().startsWith("terraform-provider-ai"))
          .singleElement()
          .hasToString("terraform-provider-ai_v" + NEW);
    }
  }

  @Test
  void theChecksumsFit() {
    var sums = release.file(NEW, "SHA256SUMS");

    var checked =
        Release.run(
            release.files(NEW),
            Map.of(),
            List.of("sha256sum", "--check", "--strict", sums.getFileName().toString()));

    assertThat(checked.lines())
        .containsExactlyInAnyOrder(
            release.zip(NEW).getFileName() + ": OK",
            release.file(NEW, "manifest.json").getFileName() + ": OK");
    assertThat(Checkout.read(release.file(NEW, "manifest.json")))
        .isEqualTo("{\"version\":1,\"metadata\":{\"protocol_versions\":[\"6.0\"]}}\n");
  }

  @Test
  void theSignatureIsTheGivenKeys() {
    assumeTrue(key.isPresent(), "gpg is not installed");

    assertThat(
            key.orElseThrow()
                .verify(release.file(NEW, "SHA256SUMS.sig"), release.file(NEW, "SHA256SUMS")))
        .contains("Good signature");
  }

  private Terraform from(Mirror mirror) {
    return terraform.installingBy(
        switch (mirror) {
          case UNPACKED -> "filesystem_mirror { path = \"%s\" }".formatted(release.unpacked());
          case PACKED -> "filesystem_mirror { path = \"%s\" }".formatted(release.packed());
          case NETWORK -> "network_mirror { url = \"%s\" }".formatted(network.url());
        });
  }

  private static String requiring(String version) {
    return """
    terraform {
      required_providers {
        ai = {
          source  = "slipway/ai"
          version = "%s"
        }
      }
    }
    provider "ai" {}
    """
        .formatted(version);
  }

  private static void assertInstalled(Terraform.Result init, String version) {
    assertThat(init.exitCode()).as(init.text()).isZero();
    assertThat(init.words()).contains("slipway/ai v" + version);
  }

  private String lock() {
    return Checkout.read(terraform.folder().resolve(".terraform.lock.hcl"));
  }
}
