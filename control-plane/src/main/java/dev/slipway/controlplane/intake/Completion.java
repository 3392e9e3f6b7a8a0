package dev.slipway.controlplane.intake;

import dev.slipway.controlplane.app.AppSpec;
import dev.slipway.controlplane.app.DriftPolicy;
import dev.slipway.controlplane.app.Probe;
import dev.slipway.controlplane.app.SecretEnv;
import dev.slipway.controlplane.catalog.Catalog;
import dev.slipway.controlplane.catalog.Region;
import dev.slipway.controlplane.intake.SpecDraft.ProbeDraft;
import dev.slipway.controlplane.vocabulary.FailureCode;
import dev.slipway.controlplane.vocabulary.RegionName;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Fills in what a draft leaves out and checks what it says, as far as the catalog alone can tell.
 * Pure.
 */
final class Completion {
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

  private final Catalog catalog;
  private final Findings findings;

  private Completion(Catalog catalog, Findings findings) {
    this.catalog = catalog;
    this.findings = findings;
  }

  /** The complete spec; empty when the findings have an error. */
  static Optional<AppSpec> complete(SpecDraft draft, Catalog catalog, Findings findings) {
    return new Completion(catalog, findings).complete(draft);
  }

  private Optional<AppSpec> complete(SpecDraft draft) {
    name(draft.name());
    var region = region(draft.region());
    image(draft.image());
    Variables.command(draft.command(), findings);
    int port = PortRules.check("port", draft.port(), findings);
    Variables.check(draft.env(), draft.secretEnv(), findings);
    if (draft.secretEnvVersion() < 0) {
      findings.error(
          "secret_env_version",
          FailureCode.OUT_OF_RANGE,
          "secret_env_version = %d is out of range; count from 0 up",
          draft.secretEnvVersion());
    }
    Labels.check(draft.labels(), findings);
    var resources =
        region.flatMap(
            found -> ResourcesRules.complete(draft.resources(), catalog, found, findings));
    var scaling = ScalingRules.complete(draft.scaling(), catalog.limits().replicas(), findings);
    var readiness = probe("readiness_probe", draft.readinessProbe(), false);
    var liveness = probe("liveness_probe", draft.livenessProbe(), true);
    var rollout = ScalingRules.complete(draft.rollout(), scaling, findings);
    if (findings.hasErrors() || region.isEmpty() || resources.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new AppSpec(
            draft.name(),
            region.get().name(),
            draft.image(),
            draft.command(),
            port == 0 ? AppSpec.DEFAULT_PORT : port,
            draft.env(),
            new SecretEnv(draft.secretEnv(), draft.secretEnvVersion()),
            draft.labels(),
            resources.get(),
            scaling,
            readiness,
            liveness,
            rollout,
            draft.running() == null || draft.running(),
            Objects.requireNonNullElse(draft.drift(), DriftPolicy.ENFORCE)));
  }

  private void name(String name) {
    if (name.isEmpty()) {
      findings.error("name", FailureCode.REQUIRED, "is missing; give the app a name");
    } else if (!NAME.matcher(name).matches()) {
      findings.error(
          "name",
          FailureCode.MALFORMED,
          "\"%s\" is no name; it has 1 to 63 lowercase letters, digits and hyphens, and starts and ends with a letter or digit",
          name);
    }
  }

  private Optional<Region> region(String name) {
    if (name.isEmpty()) {
      var only = catalog.defaultRegion();
      if (only.isEmpty()) {
        findings.error(
            "region",
            FailureCode.REQUIRED,
            "is missing and no region is the default; choose one of %s",
            regions());
      }
      return only;
    }
    var found =
        catalog.regions().stream().filter(region -> region.name().value().equals(name)).findFirst();
    if (found.isEmpty()) {
      findings.error(
          "region",
          FailureCode.UNKNOWN_REGION,
          "there is no region \"%s\"; choose one of %s",
          name,
          regions());
    }
    return found;
  }

  private String regions() {
    return catalog.regions().stream()
        .map(Region::name)
        .map(RegionName::value)
        .collect(Collectors.joining(", "));
  }

  private void image(String image) {
    if (image.isEmpty()) {
      findings.error(
          "image",
          FailureCode.REQUIRED,
          "is missing; name the container image to run, such as registry.example.com/team/app:1.4");
    } else if (!ImageReference.isValid(image)) {
      findings.error(
          "image",
          FailureCode.MALFORMED,
          "\"%s\" is no image reference; write it like registry.example.com/team/app:1.4, the path in lowercase, with a tag or a digest",
          image);
    }
  }

  private @Nullable Probe probe(String field, @Nullable ProbeDraft draft, boolean liveness) {
    return draft == null ? null : ProbeRules.complete(field, draft, liveness, findings);
  }
}
