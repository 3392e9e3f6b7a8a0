package dev.slipway.controlplane.runtime.docker;

import com.github.dockerjava.api.command.InspectImageResponse;
import dev.slipway.controlplane.runtime.ImageFacts;
import dev.slipway.controlplane.runtime.ImageUnavailableException;
import dev.slipway.controlplane.runtime.RuntimeUnavailableException;
import dev.slipway.controlplane.runtime.registry.ImageName;
import dev.slipway.controlplane.runtime.registry.RegistryClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Finds an image without fetching it: in the engine first, then in its registry. */
final class ImageLookup {
  private final DockerEngine engine;
  private final Images images;
  private final RegistryClient registries;

  ImageLookup(DockerEngine engine, Images images) {
    this.engine = engine;
    this.images = images;
    this.registries =
        new RegistryClient(engine.settings().insecureRegistries(), engine.settings().deadline());
  }

  ImageFacts find(String reference) throws ImageUnavailableException {
    if (ImageName.isId(reference)) {
      return images
          .local(reference)
          .map(image -> new ImageFacts(reference, reference, platform(image)))
          .orElseThrow(() ->
              new ImageUnavailableException(
                  "the engine has no image with the id " + reference, true));
    }
    for (var name : names(reference)) {
      var local = images.local(name.toString());
      if (local.isPresent()) {
        return facts(name, local.get());
      }
    }
    var name = ImageName.parse(reference);
    if (name.isLocalOnly()) {
      throw new ImageUnavailableException(
          "the engine has no image %s, and images of \"localhost\" are never fetched: build or load"
                  .formatted(name)
              + " it on this machine, or name the registry that has it",
          true);
    }
    return engine.machine().podman()
        ? registries.find(name, engine.machine().platform())
        : findByDocker(name);
  }

  /** Podman keeps what was built without a registry's name under {@code localhost/}. */
  private List<ImageName> names(String reference) {
    var names = new ArrayList<ImageName>();
    names.add(ImageName.parse(reference));
    if (ImageName.isUnqualified(reference) && engine.machine().podman()) {
      names.add(ImageName.parse("localhost/" + reference));
    }
    return names;
  }

  private static ImageFacts facts(ImageName name, InspectImageResponse image) {
    var id = Objects.requireNonNull(image.getId(), "every image has an id");
    var digest = digestIn(name.repository(), image);
    // A digest of an image that no registry has names nothing once the tag moves on; its id does.
    return digest.isPresent() && !name.isLocalOnly()
        ? new ImageFacts(digest.get(), name.at(digest.get()), platform(image))
        : new ImageFacts(digest.orElse(id), id, platform(image));
  }

  private static Optional<String> digestIn(String repository, InspectImageResponse image) {
    var digests = image.getRepoDigests();
    if (digests == null) {
      return Optional.empty();
    }
    return digests.stream()
        .filter(d -> d.contains("@"))
        .filter(d -> ImageName.parse(d).repository().equals(repository))
        .map(d -> d.substring(d.indexOf('@') + 1))
        .findFirst();
  }

  private static String platform(InspectImageResponse image) {
    return image.getOs() + "/" + image.getArch();
  }

  /** Docker asks the registry itself, with its own mirrors, certificates and proxies. */
  private ImageFacts findByDocker(ImageName name) throws ImageUnavailableException {
    try {
      var answer =
          engine
              .client()
              .request(
                  "GET",
                  "/distribution/" + name + "/json",
                  null,
                  Map.of(),
                  engine.settings().deadline());
      var digest = answer.path("Descriptor").path("digest").asString();
      var platforms = new ArrayList<String>();
      answer
          .path("Platforms")
          .forEach(p ->
              platforms.add(p.path("os").asString() + "/" + p.path("architecture").asString()));
      return new ImageFacts(
          digest, name.at(digest), RegistryClient.best(platforms, engine.machine().platform()));
    } catch (EngineException e) {
      throw ImageFailure.of(name, Objects.requireNonNullElse(e.getMessage(), "refused"));
    } catch (RuntimeUnavailableException e) {
      throw new ImageUnavailableException(
          "nobody could be asked for %s: %s".formatted(name, e.getMessage()), false);
    }
  }
}
