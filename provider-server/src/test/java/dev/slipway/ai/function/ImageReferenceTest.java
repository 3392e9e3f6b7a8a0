package dev.slipway.ai.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageReferenceTest {
  private static final String HEX =
      "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "busybox,                          docker.io,      library/busybox, latest, ",
    "busybox:1.37,                     docker.io,      library/busybox, 1.37,   ",
    "acme/app,                         docker.io,      acme/app,        latest, ",
    "docker.io/busybox,                docker.io,      library/busybox, latest, ",
    "index.docker.io/acme/app:1,       docker.io,      acme/app,        1,      ",
    "ghcr.io/acme/app:1,               ghcr.io,        acme/app,        1,      ",
    "ghcr.io/app,                      ghcr.io,        app,             latest, ",
    "registry:5000/a/b__c/d-e:v1_2-rc, registry:5000,  a/b__c/d-e,      v1_2-rc, ",
    "localhost/slipway/hello:1,        localhost,      slipway/hello,   1,      ",
    "localhost:5000/hello,             localhost:5000, hello,           latest, ",
    "Host/app,                         Host,           app,             latest, ",
    "host:5000,                        docker.io,      library/host,    5000,   ",
    "ghcr.io/acme/app@sha256:" + HEX + ", ghcr.io, acme/app, , sha256:" + HEX,
    "acme/app:1@sha256:" + HEX + ",    docker.io,      acme/app,        1, sha256:" + HEX,
    "busybox@sha256:" + HEX + ",       docker.io,      library/busybox, , sha256:" + HEX
  })
  void saysWhatDockerTakesForGranted(
      String reference, String registry, String repository, String tag, String digest) {
    assertThat(ImageReference.parse(reference))
        .contains(
            new ImageReference(
                registry, repository, Optional.ofNullable(tag), Optional.ofNullable(digest)));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "",
        " ",
        "Not An Image",
        "Hello",
        "team/Hello:1",
        "https://ghcr.io/acme/app",
        "ghcr.io/acme/app:",
        "app:-tag",
        "app:tag\n",
        "app:1:2",
        "app@sha256:abc",
        "app@sha512:" + HEX,
        "app@sha256:" + HEX + "0",
        "@sha256:" + HEX,
        "/app",
        "app/",
        "team//app",
        "team/-app",
        "-host.io/app",
        "host.io:port/app",
        HEX,
        "sha256:" + HEX
      })
  void isNoReference(String text) {
    assertThat(ImageReference.parse(text)).isEmpty();
  }

  @ParameterizedTest(name = "{0} parts")
  @CsvSource({"63, true", "64, false", "100000, false"})
  void aNameHasAtMost255Characters(int parts, boolean valid) {
    assertThat(ImageReference.parse("a__b" + "/a_b".repeat(parts - 1)).isPresent())
        .isEqualTo(valid);
  }
}
