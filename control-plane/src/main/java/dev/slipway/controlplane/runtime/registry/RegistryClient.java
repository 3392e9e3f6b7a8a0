package dev.slipway.controlplane.runtime.registry;

import dev.slipway.controlplane.runtime.ImageFacts;
import dev.slipway.controlplane.runtime.ImageUnavailableException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks a registry what it has, as anybody may. Podman has no call for that, and Kubernetes none at
 * all.
 *
 * @see <a href="https://github.com/opencontainers/distribution-spec">OCI distribution</a>
 */
public final class RegistryClient {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int LARGEST_ANSWER = 4 << 20;
  private static final int REDIRECTS = 5;

  private static final String MANIFESTS =
      String.join(
          ", ",
          "application/vnd.oci.image.index.v1+json",
          "application/vnd.oci.image.manifest.v1+json",
          "application/vnd.docker.distribution.manifest.list.v2+json",
          "application/vnd.docker.distribution.manifest.v2+json");

  private static final Pattern PARAMETER = Pattern.compile("(\\w+)=\"([^\"]*)\"");
  private static final Pattern LOOPBACK =
      Pattern.compile("(localhost|127\\.\\d+\\.\\d+\\.\\d+|\\[::1])(:\\d+)?");

  private final Set<String> insecure;
  private final Duration deadline;

  /** Who asks what somebody is asking already shares the answer: many apps come with one image. */
  private final Map<Asked, FutureTask<ImageFacts>> underWay = new ConcurrentHashMap<>();

  private @Nullable HttpClient http;

  private record Asked(ImageName name, String platform) {}

  /**
   * @param insecure registries ({@code host} or {@code host:port}) that speak plain HTTP; those on
   *     loopback always may
   * @param deadline for one answer
   */
  public RegistryClient(List<String> insecure, Duration deadline) {
    this.insecure = Set.copyOf(insecure);
    this.deadline = deadline;
  }

  /**
   * Finds an image without fetching it.
   *
   * @param platform preferred where the image is there for several
   * @throws ImageUnavailableException certain: the registry says so; uncertain: it says nothing
   */
  public ImageFacts find(ImageName name, String platform) throws ImageUnavailableException {
    var asked = new Asked(name, platform);
    while (true) {
      var ours = new FutureTask<>(() -> ask(name, platform));
      var others = underWay.putIfAbsent(asked, ours);
      if (others == null) {
        ours.run();
        underWay.remove(asked);
      }
      try {
        return (others == null ? ours : others).get();
      } catch (ExecutionException e) {
        switch (e.getCause()) {
          case ImageUnavailableException unavailable -> throw unavailable;
          case InterruptedException _ when others != null -> {} // not us: ask ourselves
          case InterruptedException _ -> throw interrupted(name);
          case null, default -> throw new IllegalStateException("looking for " + name, e);
        }
      } catch (InterruptedException e) {
        throw interrupted(name);
      }
    }
  }

  private static ImageUnavailableException interrupted(ImageName name) {
    Thread.currentThread().interrupt();
    return new ImageUnavailableException("interrupted while looking for " + name, false);
  }

  private ImageFacts ask(ImageName name, String platform)
      throws ImageUnavailableException, InterruptedException {
    try {
      return new Visit(http(), name).facts(platform);
    } catch (IOException | JacksonException e) {
      throw new ImageUnavailableException(
          "%s cannot be reached to look for %s: %s"
              .formatted(name.registry(), name, e.getMessage() == null ? e : e.getMessage()),
          false);
    }
  }

  /** One for all, made when it is first needed: it comes with threads, and keeps connections. */
  private synchronized HttpClient http() {
    var known = http;
    if (known == null) {
      known = HttpClient.newBuilder().connectTimeout(deadline).build();
      http = known;
    }
    return known;
  }

  /** The wanted platform if there is one like it, else the first; empty when none is known. */
  public static String best(List<String> platforms, String wanted) {
    return platforms.contains(wanted)
        ? wanted
        : platforms.stream().filter(p -> !p.startsWith("unknown/")).findFirst().orElse("");
  }

  private final class Visit {
    private final HttpClient http;
    private final ImageName name;
    private @Nullable String token;

    Visit(HttpClient http, ImageName name) {
      this.http = http;
      this.name = name;
    }

    ImageFacts facts(String platform)
        throws IOException, InterruptedException, ImageUnavailableException {
      var answer = get("manifests/" + name.tagOrDigest(), MANIFESTS);
      var digest =
          answer
              .headers()
              .firstValue("Docker-Content-Digest")
              .orElseGet(() -> sha256(answer.body()));
      var manifest = JSON.readTree(answer.body());
      var found =
          manifest.has("manifests")
              ? best(platforms(manifest), platform)
              : platformOf(manifest.path("config").path("digest").asString(""));
      return new ImageFacts(digest, name.at(digest), found);
    }

    private String platformOf(String config)
        throws IOException, InterruptedException, ImageUnavailableException {
      if (config.isEmpty()) {
        return "";
      }
      var image = JSON.readTree(get("blobs/" + config, "*/*").body());
      return image.path("os").asString("") + "/" + image.path("architecture").asString("");
    }

    private HttpResponse<byte[]> get(String what, String accept)
        throws IOException, InterruptedException, ImageUnavailableException {
      var address = URI.create(base(name.registry()) + "/v2/" + name.path() + "/" + what);
      var answer = send(address, accept, token);
      if (answer.statusCode() == 401 && token == null) {
        token = anonymousToken(answer);
        if (token != null) {
          answer = send(address, accept, token);
        }
      }
      for (int i = 0; i < REDIRECTS && answer.statusCode() / 100 == 3; i++) {
        var next = answer.headers().firstValue("Location");
        if (next.isEmpty()) {
          break;
        }
        // Whoever stores the data is somebody else: the token is not for them.
        answer = send(address.resolve(next.get()), accept, null);
      }
      return switch (answer.statusCode()) {
        case 200 -> answer;
        case 404 ->
            throw new ImageUnavailableException(
                "%s has no image %s".formatted(name.registry(), name), true);
        case 401, 403 ->
            throw new ImageUnavailableException(
                "%s denies access to %s, or it does not exist".formatted(name.registry(), name),
                true);
        default ->
            throw new ImageUnavailableException(
                "%s answers %d when asked for %s"
                    .formatted(name.registry(), answer.statusCode(), name),
                false);
      };
    }

    /** Null where the registry asks for something else than a bearer token. */
    private @Nullable String anonymousToken(HttpResponse<byte[]> refusal)
        throws IOException, InterruptedException {
      var challenge = refusal.headers().firstValue("WWW-Authenticate").orElse("");
      if (!challenge.regionMatches(true, 0, "Bearer ", 0, 7)) {
        return null;
      }
      var asked = new HashMap<String, String>();
      var parameters = PARAMETER.matcher(challenge);
      while (parameters.find()) {
        asked.put(parameters.group(1), parameters.group(2));
      }
      var realm = asked.remove("realm");
      if (realm == null) {
        return null;
      }
      var address = tokenAddress(realm, asked);
      if (address.getScheme() == null
          || (address.getScheme().equals("http") && !mayBePlain(address.getAuthority()))) {
        throw new IOException("it wants a token from %s, without encryption".formatted(realm));
      }
      var answer = send(address, "application/json", null);
      if (answer.statusCode() != 200) {
        return null;
      }
      JsonNode said = JSON.readTree(answer.body());
      var given = said.path("token").asString(said.path("access_token").asString(""));
      return given.isEmpty() ? null : given;
    }

    private URI tokenAddress(String realm, Map<String, String> asked) {
      var query = new ArrayList<String>();
      for (var key : List.of("service", "scope")) {
        var value = asked.get(key);
        if (value != null) {
          query.add(key + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
        }
      }
      return URI.create(realm + (realm.contains("?") ? "&" : "?") + String.join("&", query));
    }

    private HttpResponse<byte[]> send(URI address, String accept, @Nullable String bearer)
        throws IOException, InterruptedException {
      var request = HttpRequest.newBuilder(address).timeout(deadline).header("Accept", accept);
      if (bearer != null) {
        request.header("Authorization", "Bearer " + bearer);
      }
      return http.send(
          request.build(),
          info ->
              HttpResponse.BodySubscribers.limiting(
                  HttpResponse.BodySubscribers.ofByteArray(), LARGEST_ANSWER));
    }
  }

  private String base(String registry) {
    // Docker Hub's own name is not where its registry answers.
    var host = registry.equals(ImageName.DOCKER_HUB) ? "registry-1." + registry : registry;
    return (mayBePlain(registry) ? "http://" : "https://") + host;
  }

  private boolean mayBePlain(String host) {
    return LOOPBACK.matcher(host).matches() || insecure.contains(host);
  }

  private static List<String> platforms(JsonNode index) {
    var platforms = new ArrayList<String>();
    for (var manifest : index.path("manifests")) {
      var platform = manifest.path("platform");
      platforms.add(
          platform.path("os").asString("") + "/" + platform.path("architecture").asString(""));
    }
    return platforms;
  }

  private static String sha256(byte[] body) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(body);
      return "sha256:" + HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
