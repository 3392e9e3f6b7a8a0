package dev.slipway.controlplane.runtime.docker;

import dev.slipway.controlplane.runtime.ImageUnavailableException;
import dev.slipway.controlplane.runtime.registry.ImageName;
import java.util.List;
import java.util.Locale;

/** What engines say when an image cannot be had, in plain words, and whether it is certain. */
final class ImageFailure {
  private static final List<String> MISSING =
      List.of("manifest unknown", "name unknown", "not found");

  private static final List<String> DENIED =
      List.of("unauthorized", "denied", "forbidden", "no basic auth credentials");

  private static final List<String> AWAY =
      List.of(
          "connection refused",
          "no such host",
          "timeout",
          "deadline exceeded",
          "network is unreachable",
          "no route to host");

  private ImageFailure() {}

  static ImageUnavailableException of(ImageName name, String said) {
    var registry = name.registry();
    if (saysAny(said, AWAY)) {
      return new ImageUnavailableException(
          "%s cannot be reached to fetch %s: %s".formatted(registry, name, said), false);
    }
    if (saysAny(said, DENIED)) {
      return new ImageUnavailableException(
          "%s denies access to %s, or it does not exist".formatted(registry, name), true);
    }
    if (saysAny(said, MISSING)) {
      return new ImageUnavailableException("%s has no image %s".formatted(registry, name), true);
    }
    return new ImageUnavailableException(
        "%s could not be fetched: %s".formatted(name, said), false);
  }

  private static boolean saysAny(String said, List<String> texts) {
    var text = said.toLowerCase(Locale.ROOT);
    return texts.stream().anyMatch(text::contains);
  }
}
