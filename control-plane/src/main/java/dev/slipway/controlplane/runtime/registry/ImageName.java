package dev.slipway.controlplane.runtime.registry;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An image reference in full: no engine has to guess what was meant.
 *
 * @param registry {@code host} or {@code host:port}
 * @param path the repository within the registry
 * @param tag or null
 * @param digest {@code sha256:…} or null; it decides when there is a tag too
 */
public record ImageName(
    String registry, String path, @Nullable String tag, @Nullable String digest) {
  static final String DOCKER_HUB = "docker.io";
  private static final String LOCAL = "localhost";
  private static final Pattern ID = Pattern.compile("sha256:[0-9a-f]{64}");

  /** Docker's rules: a first part with a dot or colon, or {@code localhost}, names a registry. */
  public static ImageName parse(String reference) {
    var rest = reference;
    String digest = null;
    var at = rest.indexOf('@');
    if (at >= 0) {
      digest = rest.substring(at + 1);
      rest = rest.substring(0, at);
    }
    String tag = null;
    var colon = rest.lastIndexOf(':');
    if (colon > rest.lastIndexOf('/')) {
      tag = rest.substring(colon + 1);
      rest = rest.substring(0, colon);
    }
    if (tag == null && digest == null) {
      tag = "latest";
    }
    var slash = rest.indexOf('/');
    var first = slash < 0 ? "" : rest.substring(0, slash);
    if (first.contains(".") || first.contains(":") || first.equals(LOCAL)) {
      return new ImageName(
          first.equals("index.docker.io") ? DOCKER_HUB : first,
          officialPath(first, rest.substring(slash + 1)),
          tag,
          digest);
    }
    return new ImageName(DOCKER_HUB, officialPath(DOCKER_HUB, rest), tag, digest);
  }

  private static String officialPath(String registry, String path) {
    var hub = registry.equals(DOCKER_HUB) || registry.equals("index.docker.io");
    return hub && !path.contains("/") ? "library/" + path : path;
  }

  public static boolean isId(String image) {
    return ID.matcher(image).matches();
  }

  /** The reference leaves the registry open, so that an engine may hold it under another one. */
  public static boolean isUnqualified(String reference) {
    var slash = reference.indexOf('/');
    var first = slash < 0 ? "" : reference.substring(0, slash);
    return !first.contains(".") && !first.contains(":") && !first.equals(LOCAL);
  }

  /** Under {@code localhost/}, without a port, engines keep what was built or loaded there. */
  public boolean isLocalOnly() {
    return registry.equals(LOCAL);
  }

  public String repository() {
    return registry + "/" + path;
  }

  public String tagOrDigest() {
    return digest != null ? digest : tag != null ? tag : "latest";
  }

  /** The same repository, pinned. */
  public String at(String digest) {
    return repository() + "@" + digest;
  }

  @Override
  public String toString() {
    return digest != null ? repository() + "@" + digest : repository() + ":" + tagOrDigest();
  }
}
