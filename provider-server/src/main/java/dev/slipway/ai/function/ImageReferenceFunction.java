package dev.slipway.ai.function;

import static dev.slipway.provider.schema.Kind.STRING;

import dev.slipway.provider.ProviderFunction;
import dev.slipway.provider.diag.Failure;
import dev.slipway.provider.function.Arguments;
import dev.slipway.provider.function.Parameter;
import dev.slipway.provider.function.Signature;

/** {@code provider::ai::image_reference(reference)}. */
public final class ImageReferenceFunction implements ProviderFunction<ImageReference> {
  private static final Parameter<String> REFERENCE =
      Parameter.of("reference", STRING).doc("Such as `ghcr.io/acme/app:1.4` or `busybox`.");

  private static final Signature<ImageReference> SIGNATURE =
      Signature.of("The parts of an image reference.", ImageReference.SHAPE, REFERENCE)
          .doc(
              "An object of `registry`, `repository`, `tag` and `digest`, with what Docker takes for"
                  + " granted: `busybox` is `library/busybox` on `docker.io`, tag `latest`. `tag` is"
                  + " null where only a digest is given, `digest` where there is none.");

  @Override
  public String name() {
    return "image_reference";
  }

  @Override
  public Signature<ImageReference> signature() {
    return SIGNATURE;
  }

  @Override
  public ImageReference call(Arguments arguments) {
    var reference = arguments.get(REFERENCE);
    return ImageReference.parse(reference)
        .orElseThrow(() ->
            new Failure(
                REFERENCE,
                "\"%s\" is no image reference".formatted(reference),
                "Write it as [registry/]repository[:tag][@sha256:…], the repository in lower"
                    + " case."));
  }
}
