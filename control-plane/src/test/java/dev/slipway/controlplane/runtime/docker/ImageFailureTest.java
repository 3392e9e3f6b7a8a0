package dev.slipway.controlplane.runtime.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.slipway.controlplane.runtime.registry.ImageName;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ImageFailureTest {
  private static final ImageName IMAGE = ImageName.parse("registry:5000/acme/x:1");

  static Stream<Arguments> stories() {
    return Stream.of(
        arguments(
            "Podman: reading manifest 1 in registry:5000/acme/x: manifest unknown: manifest"
                + " unknown",
            true,
            "registry:5000 has no image registry:5000/acme/x:1"),
        arguments(
            "manifest for registry:5000/acme/x:1 not found: manifest unknown: manifest unknown",
            true,
            "registry:5000 has no image registry:5000/acme/x:1"),
        arguments(
            "unauthorized: authentication required",
            true,
            "registry:5000 denies access to registry:5000/acme/x:1, or it does not exist"),
        arguments(
            "Head \"http://registry:5000/v2/acme/x/manifests/1\": no basic auth credentials",
            true,
            "registry:5000 denies access to registry:5000/acme/x:1, or it does not exist"),
        arguments(
            "pull access denied for x, repository does not exist or may require 'docker login'",
            true,
            "registry:5000 denies access to registry:5000/acme/x:1, or it does not exist"),
        arguments(
            "dial tcp 127.0.0.1:5000: connect: connection refused",
            false,
            "registry:5000 cannot be reached to fetch registry:5000/acme/x:1: dial tcp"
                + " 127.0.0.1:5000: connect: connection refused"),
        arguments(
            "no space left on device",
            false,
            "registry:5000/acme/x:1 could not be fetched: no space left on device"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("stories")
  void says(String said, boolean certain, String message) {
    var failure = ImageFailure.of(IMAGE, said);

    assertThat(failure).hasMessage(message);
    assertThat(failure.certain()).isEqualTo(certain);
  }
}
