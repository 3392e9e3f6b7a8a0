package dev.slipway.controlplane.runtime.registry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageNameTest {
  private static final String DIGEST =
      "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "busybox, docker.io/library/busybox:latest",
    "acme/sentiment:1.4, docker.io/acme/sentiment:1.4",
    "docker.io/busybox:1, docker.io/library/busybox:1",
    "index.docker.io/acme/x, docker.io/acme/x:latest",
    "ghcr.io/acme/sentiment:1.4, ghcr.io/acme/sentiment:1.4",
    "registry:5000/a/b/c, registry:5000/a/b/c:latest",
    "localhost/slipway/hello:1, localhost/slipway/hello:1",
    "localhost:5000/hello, localhost:5000/hello:latest",
  })
  void isWrittenInFull(String reference, String full) {
    assertThat(ImageName.parse(reference)).hasToString(full);
  }

  @Test
  void aDigestDecidesWhereThereIsATagToo() {
    assertThat(ImageName.parse("ghcr.io/acme/x:1@" + DIGEST))
        .hasToString("ghcr.io/acme/x@" + DIGEST);
    assertThat(ImageName.parse("ghcr.io/acme/x:1").at(DIGEST))
        .isEqualTo("ghcr.io/acme/x@" + DIGEST);
  }

  @Test
  void whatBelongsToThisMachineIsNeverFetched() {
    assertThat(ImageName.parse("localhost/x:1").isLocalOnly()).isTrue();
    assertThat(ImageName.parse("localhost:5000/x:1").isLocalOnly()).isFalse();
  }

  @Test
  void anIdIsNoName() {
    assertThat(ImageName.isId(DIGEST)).isTrue();
    assertThat(ImageName.isId("ghcr.io/acme/x@" + DIGEST)).isFalse();
  }

  @Test
  void onlyAnUnqualifiedNameLeavesTheRegistryOpen() {
    assertThat(ImageName.isUnqualified("busybox")).isTrue();
    assertThat(ImageName.isUnqualified("acme/x:1")).isTrue();
    assertThat(ImageName.isUnqualified("localhost/x")).isFalse();
    assertThat(ImageName.isUnqualified("ghcr.io/acme/x")).isFalse();
  }
}
