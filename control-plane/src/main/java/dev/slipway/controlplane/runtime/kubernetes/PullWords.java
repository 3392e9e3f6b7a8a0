package dev.slipway.controlplane.runtime.kubernetes;

import dev.slipway.controlplane.runtime.registry.ImageName;
import java.util.List;
import java.util.Locale;

/**
 * Says in plain words why a kubelet cannot have an image.
 *
 * @param certain waiting alone will not help
 */
record PullWords(String text, boolean certain) {
  private static final List<String> AWAY =
      List.of(
          "connection refused",
          "no such host",
          "timeout",
          "deadline exceeded",
          "network is unreachable",
          "no route to host",
          "server misbehaving");

  private static final List<String> DENIED =
      List.of("unauthorized", "denied", "forbidden", "no basic auth credentials");

  private static final List<String> MISSING =
      List.of("manifest unknown", "name unknown", "not found", "does not exist");

  /**
   * @param reason such as {@code ImagePullBackOff}
   * @param said by the kubelet; may be empty
   */
  static PullWords of(String image, String reason, String said) {
    return switch (reason) {
      case "InvalidImageName" -> new PullWords("%s is no name of an image".formatted(image), true);
      case "ErrImageNeverPull" ->
          new PullWords("its node has no image %s and may not fetch it".formatted(image), true);
      default -> of(image, said);
    };
  }

  private static PullWords of(String image, String said) {
    var registry = ImageName.parse(image).registry();
    if (saysAny(said, AWAY)) {
      return new PullWords(
          "%s cannot be reached to fetch %s: %s".formatted(registry, image, innermost(said)),
          false);
    }
    if (saysAny(said, DENIED)) {
      return new PullWords(
          "%s denies access to %s, or it does not exist".formatted(registry, image), true);
    }
    if (saysAny(said, MISSING)) {
      return new PullWords("%s has no image %s".formatted(registry, image), true);
    }
    return new PullWords("%s could not be fetched: %s".formatted(image, said), false);
  }

  /** Each part of a kubelet's sentence wraps the next; the innermost says what happened. */
  private static String innermost(String said) {
    var parts = said.strip();
    var cut = parts.lastIndexOf(": ", Math.max(0, parts.lastIndexOf(": ") - 1));
    return cut < 0 ? parts : parts.substring(cut + 2);
  }

  private static boolean saysAny(String said, List<String> texts) {
    var text = said.toLowerCase(Locale.ROOT);
    return texts.stream().anyMatch(text::contains);
  }
}
