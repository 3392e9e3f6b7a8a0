package dev.slipway.controlplane.runtime.docker;

import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.model.PullResponseItem;
import dev.slipway.controlplane.runtime.ImageUnavailableException;
import dev.slipway.controlplane.runtime.registry.ImageName;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The images an engine has, and fetching those it lacks. */
final class Images {
  private final DockerEngine engine;

  Images(DockerEngine engine) {
    this.engine = engine;
  }

  /**
   * What the engine has under this name, without asking anybody else.
   *
   * @param name a full reference or an image id
   */
  Optional<InspectImageResponse> local(String name) {
    try {
      return Optional.of(
          engine
              .client()
              .call("inspect image", () -> engine.client().calls().inspectImageCmd(name).exec()));
    } catch (EngineException e) {
      if (e.status() == 404 || e.imageMissing()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** A fetched image. */
  record Fetched(long bytes, Duration took) {}

  /**
   * Makes sure that the engine has the image; fetches it when it does not.
   *
   * @param pulling hears once that fetching begins
   * @return what was fetched; empty when it was there already
   */
  Optional<Fetched> obtain(String image, Runnable pulling)
      throws ImageUnavailableException, InterruptedException {
    if (local(image).isPresent()) {
      return Optional.empty();
    }
    if (ImageName.isId(image)) {
      throw new ImageUnavailableException(
          "the engine no longer has image %s, which belongs to no registry: build or load it again"
              .formatted(image),
          true);
    }
    var name = ImageName.parse(image);
    if (name.isLocalOnly()) {
      throw new ImageUnavailableException(
          "the engine has no image %s, and images of \"localhost\" are never fetched: build or load"
                  .formatted(name)
              + " it on this machine",
          true);
    }
    pulling.run();
    var began = Instant.now();
    pull(name);
    var fetched = local(image);
    if (fetched.isEmpty()) {
      throw new ImageUnavailableException(
          "the engine fetched %s, but does not have it".formatted(name), false);
    }
    var size = fetched.get().getSize();
    return Optional.of(
        new Fetched(size == null ? 0 : size, Duration.between(began, Instant.now())));
  }

  private void pull(ImageName name) throws ImageUnavailableException, InterruptedException {
    var limit = engine.settings().pullDeadline();
    try (var pull = new Pull()) {
      engine
          .client()
          .streams()
          .pullImageCmd(name.repository())
          .withTag(name.tagOrDigest())
          .exec(pull);
      if (!pull.awaitEnd(limit)) {
        throw new ImageUnavailableException(
            "%s could not be fetched within %d s".formatted(name, limit.toSeconds()), false);
      }
      pull.failIfRefused(name);
    }
  }

  /**
   * Collects the outcome: engines answer 200 and say in the last line what went wrong. The
   * library's own callback breaks on such a line.
   */
  private static final class Pull extends EngineStream<PullResponseItem> {
    private volatile @Nullable String refusal;

    @Override
    public void onNext(PullResponseItem item) {
      var said = errorOf(item);
      if (said != null) {
        refusal = said;
      }
    }

    /** Podman fills in only the field that Docker has given up. */
    @SuppressWarnings("deprecation")
    private static @Nullable String errorOf(PullResponseItem item) {
      var detail = item.getErrorDetail();
      return detail != null && detail.getMessage() != null ? detail.getMessage() : item.getError();
    }

    void failIfRefused(ImageName name) throws ImageUnavailableException {
      var said = refusal;
      var broken = error();
      if (said == null && broken != null) {
        said = EngineClient.plain(broken.getMessage());
      }
      if (said != null) {
        throw ImageFailure.of(name, said);
      }
    }
  }
}
