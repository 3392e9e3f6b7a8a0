package dev.slipway.ai.function;

import static dev.slipway.provider.schema.Attributes.string;

import dev.slipway.provider.schema.Attribute;
import dev.slipway.provider.schema.Shape;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A container reference, {@code [host[:port]/]path[:tag][@digest]}, with what Docker takes for
 * granted made explicit.
 *
 * @param registry {@code host} or {@code host:port}
 * @param repository the path within the registry
 * @param tag {@code latest} where neither tag nor digest is given; empty where only a digest is
 * @param digest {@code sha256:…}; it decides where there is a tag too
 */
record ImageReference(
    String registry, String repository, Optional<String> tag, Optional<String> digest) {

  private static final Attribute<String> REGISTRY = string("registry").required();
  private static final Attribute<String> REPOSITORY = string("repository").required();
  private static final Attribute<String> TAG = string("tag").optional();
  private static final Attribute<String> DIGEST = string("digest").optional();

  static final Shape<ImageReference> SHAPE =
      Shape.of(REGISTRY, REPOSITORY, TAG, DIGEST)
          .as(
              object ->
                  new ImageReference(
                      object.get(REGISTRY),
                      object.get(REPOSITORY),
                      object.find(TAG),
                      object.find(DIGEST)),
              (reference, object) ->
                  object
                      .with(REGISTRY, reference.registry())
                      .with(REPOSITORY, reference.repository())
                      .with(TAG, reference.tag())
                      .with(DIGEST, reference.digest()));

  private static final String DOCKER_HUB = "docker.io";
  private static final int LONGEST_NAME = 255;
  private static final int LONGEST = LONGEST_NAME + 1 + 128 + 72;

  private static final String PART = "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*";
  private static final String HOST_PART = "[A-Za-z0-9](?:[-A-Za-z0-9]*[A-Za-z0-9])?";
  private static final Pattern HOST =
      Pattern.compile("%1$s(?:\\.%1$s)*(?::[0-9]{1,5})?".formatted(HOST_PART));
  private static final Pattern PATH = Pattern.compile("%1$s(?:/%1$s)*".formatted(PART));
  private static final Pattern REFERENCE =
      Pattern.compile(
          "(?<name>[^@]+?)(?::(?<tag>\\w[\\w.-]{0,127}))?(?:@(?<digest>sha256:[0-9a-f]{64}))?");
  private static final Pattern ID = Pattern.compile("(?:sha256:)?[0-9a-f]{64}");

  /** Empty for what is no reference; the id of an image is none. */
  static Optional<ImageReference> parse(String text) {
    if (text.length() > LONGEST || ID.matcher(text).matches()) {
      return Optional.empty();
    }
    var reference = REFERENCE.matcher(text);
    if (!reference.matches() || reference.group("name").length() > LONGEST_NAME) {
      return Optional.empty();
    }
    var name = reference.group("name");
    int slash = name.indexOf('/');
    boolean qualified = slash > 0 && isHost(name.substring(0, slash));
    var registry = qualified ? name.substring(0, slash) : DOCKER_HUB;
    var path = qualified ? name.substring(slash + 1) : name;
    if (!HOST.matcher(registry).matches() || !PATH.matcher(path).matches()) {
      return Optional.empty();
    }
    boolean hub = registry.equals(DOCKER_HUB) || registry.equals("index.docker.io");
    var digest = Optional.ofNullable(reference.group("digest"));
    var tag = Optional.ofNullable(reference.group("tag"));
    return Optional.of(
        new ImageReference(
            hub ? DOCKER_HUB : registry,
            hub && !path.contains("/") ? "library/" + path : path,
            digest.isPresent() ? tag : tag.or(() -> Optional.of("latest")),
            digest));
  }

  /** Docker's rule for the first of several parts: what no path of Docker Hub can be. */
  private static boolean isHost(String first) {
    return first.contains(".")
        || first.contains(":")
        || first.equals("localhost")
        || !first.equals(first.toLowerCase(Locale.ROOT));
  }
}
