package dev.slipway.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.slipway.provider.test.cli.Cli;
import dev.slipway.provider.test.cli.Program;
import dev.slipway.provider.test.cli.Providers;
import dev.slipway.provider.test.cli.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Two released versions of the provider, and programs that install them from every mirror. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PackagesIT {
  private static final String OLD = "1.0.0";
  private static final String NEW = "1.1.0";
  private static final String APP = Hello.app("any");

  /** Where programs install from. */
  enum Mirror {
    UNPACKED,
    PACKED,
    NETWORK
  }

  private Release release;
  private NetworkMirror network;
  private Optional<SigningKey> key;
  private @TempDir Path folder;

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

  static Stream<Arguments> everywhere() {
    return Program.each().stream()
        .flatMap(program -> Stream.of(Mirror.values()).map(mirror -> arguments(program, mirror)));
  }

  @ParameterizedTest
  @MethodSource("everywhere")
  void installsLocksAndRuns(Program program, Mirror mirror) {
    var log = folder.resolve("terraform.log");
    var terraform = from(program, mirror).configuration(requiring("~> 1.0") + APP);
    var hash = release.hash(program.product(), NEW);

    assertInstalled(terraform.init(), NEW);
    var lock = lock();
    assertThat(lock).as("the same from every mirror").contains(hash);

    terraform.uninstall();
    assertInstalled(terraform.init("-lockfile=readonly"), NEW);
    assertThat(lock()).isEqualTo(lock);
    assertThat(terraform.run("version")).says(program.product().address(Story.SOURCE) + " v" + NEW);

    var plan = terraform.with("TF_LOG", "debug").with("TF_LOG_PATH", log.toString()).plan();
    assertThat(plan).fails().says("127.0.0.1:1", "slipway-control-plane").hasErrors(1);
    assertThat(Checkout.read(log))
        .contains("terraform-provider-ai_v" + NEW)
        .as("Java has nothing to say, and would if it refused its AOT cache")
        .doesNotContainPattern("\\[(warning|error) *\\]\\[");
  }

  @ParameterizedTest
  @MethodSource("everywhere")
  void upgrades(Program program, Mirror mirror) {
    var terraform = from(program, mirror).configuration(requiring(OLD));
    assertInstalled(terraform.init(), OLD);

    terraform.configuration(requiring("~> 1.0"));
    assertInstalled(terraform.init(), OLD);
    assertInstalled(terraform.init("-upgrade"), NEW);

    assertThat(lock())
        .contains(NEW, release.hash(program.product(), NEW))
        .doesNotContain(release.hash(program.product(), OLD));
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
        Command.in(release.files(NEW))
            .run("sha256sum", "--check", "--strict", sums.getFileName().toString());

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

  private Cli from(Program program, Mirror mirror) {
    var providers =
        switch (mirror) {
          case UNPACKED -> Providers.mirrored(release.unpacked());
          case PACKED -> Providers.mirrored(release.packed());
          case NETWORK ->
              Providers.installed("network_mirror { url = \"%s\" }".formatted(network.url()));
        };
    return new Cli(program, folder, providers)
        .with("SLIPWAY_ENDPOINT", "127.0.0.1:1")
        .with("SLIPWAY_TOKEN", "slw_any")
        .with("SSL_CERT_FILE", network.certificate().toString());
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

  private static void assertInstalled(Result init, String version) {
    assertThat(init).succeeds().says("slipway/ai v" + version);
  }

  private String lock() {
    return Checkout.read(folder.resolve(".terraform.lock.hcl"));
  }
}
