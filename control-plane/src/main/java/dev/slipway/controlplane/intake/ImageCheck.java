package dev.slipway.controlplane.intake;

import dev.slipway.controlplane.app.PinnedImage;
import dev.slipway.controlplane.runtime.Drivers;
import dev.slipway.controlplane.runtime.ImageUnavailableException;
import dev.slipway.controlplane.runtime.RuntimeUnavailableException;
import dev.slipway.controlplane.vocabulary.FailureCode;
import dev.slipway.controlplane.vocabulary.RegionName;
import java.util.Optional;

/** Asks a region about an image: whether it exists, can run there, and which one it is today. */
final class ImageCheck {
  private static final String PLATFORM = "linux/amd64";
  private static final String FIELD = "image";

  private final Drivers drivers;

  ImageCheck(Drivers drivers) {
    this.drivers = drivers;
  }

  /** Empty when it cannot run, an error, or when nobody could be asked, a warning. */
  Optional<PinnedImage> pin(String reference, RegionName region, Findings findings) {
    var driver = drivers.in(region);
    if (driver.isEmpty()) {
      unchecked("region %s has no engine".formatted(region), findings);
      return Optional.empty();
    }
    try {
      var facts = driver.get().inspectImage(reference);
      if (!facts.platform().equals(PLATFORM)) {
        findings.error(
            FIELD,
            FailureCode.IMAGE_PLATFORM,
            "%s is built for %s; region %s runs %s. Build it with --platform %s",
            reference,
            facts.platform(),
            region,
            PLATFORM,
            PLATFORM);
        return Optional.empty();
      }
      return Optional.of(new PinnedImage(facts.digest(), facts.pinned()));
    } catch (ImageUnavailableException e) {
      if (e.certain()) {
        findings.error(
            FIELD,
            FailureCode.IMAGE_NOT_FOUND,
            "%s cannot be had: %s. Check its name and tag, or build or push it first",
            reference,
            String.valueOf(e.getMessage()));
      } else {
        unchecked(String.valueOf(e.getMessage()), findings);
      }
    } catch (RuntimeUnavailableException e) {
      findings.silent(region, String.valueOf(e.getMessage()));
    }
    return Optional.empty();
  }

  private static void unchecked(String why, Findings findings) {
    findings.warning(
        FIELD,
        FailureCode.IMAGE_UNCHECKED,
        "could not be checked: %s. The app waits until it can be".formatted(why));
  }
}
