package dev.slipway.controlplane.intake;

import dev.slipway.controlplane.app.Resources;
import dev.slipway.controlplane.catalog.Catalog;
import dev.slipway.controlplane.catalog.Flavor;
import dev.slipway.controlplane.catalog.Region;
import dev.slipway.controlplane.intake.SpecDraft.ResourcesDraft;
import dev.slipway.controlplane.vocabulary.FailureCode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Rules for resources: units of one flavor that the region has, CPU or GPU. */
final class ResourcesRules {
  private final Catalog catalog;
  private final Region region;
  private final Findings findings;

  private ResourcesRules(Catalog catalog, Region region, Findings findings) {
    this.catalog = catalog;
    this.region = region;
    this.findings = findings;
  }

  /** Empty when no flavor fits; the findings say why. */
  static Optional<Resources> complete(
      ResourcesDraft draft, Catalog catalog, Region region, Findings findings) {
    return new ResourcesRules(catalog, region, findings).complete(draft);
  }

  private Optional<Resources> complete(ResourcesDraft draft) {
    if (draft.cpu() != 0 && draft.gpu() != 0) {
      findings.error(
          "resources",
          FailureCode.CONFLICTING,
          "cpu = %d and gpu = %d: an app takes CPU units or GPU units, not both; remove one",
          draft.cpu(),
          draft.gpu());
      return Optional.empty();
    }
    return draft.flavor().isEmpty() ? byKind(draft) : byFlavor(draft);
  }

  private Optional<Resources> byKind(ResourcesDraft draft) {
    var kind = draft.gpu() != 0 ? Resources.Kind.GPU : Resources.Kind.CPU;
    var flavor = catalog.defaultFlavor(region.name(), kind);
    if (flavor.isEmpty()) {
      var offered = catalog.flavors(region.name(), kind);
      if (offered.isEmpty()) {
        findings.error(
            field(kind),
            FailureCode.UNKNOWN_FLAVOR,
            "region %s has no %s flavor; it has %s",
            region.name(),
            kind,
            ids(inRegion()));
      } else {
        findings.error(
            "resources.flavor",
            FailureCode.REQUIRED,
            "is missing and no %s flavor is the default; choose one of %s",
            kind,
            ids(offered));
      }
      return Optional.empty();
    }
    return units(draft, flavor.get());
  }

  private Optional<Resources> byFlavor(ResourcesDraft draft) {
    var flavor = catalog.flavor(draft.flavor()).filter(f -> f.regions().contains(region.name()));
    if (flavor.isEmpty()) {
      var wanted =
          draft.gpu() != 0
              ? catalog.flavors(region.name(), Resources.Kind.GPU)
              : draft.cpu() != 0 ? catalog.flavors(region.name(), Resources.Kind.CPU) : inRegion();
      findings.error(
          "resources.flavor",
          FailureCode.UNKNOWN_FLAVOR,
          "flavor = \"%s\" is not to be had in region %s; choose one of %s",
          draft.flavor(),
          region.name(),
          ids(wanted));
      return Optional.empty();
    }
    int ofOtherKind =
        switch (flavor.get().kind()) {
          case CPU -> draft.gpu();
          case GPU -> draft.cpu();
        };
    if (ofOtherKind != 0) {
      var asked =
          flavor.get().kind() == Resources.Kind.CPU ? Resources.Kind.GPU : Resources.Kind.CPU;
      findings.error(
          "resources.flavor",
          FailureCode.CONFLICTING,
          "%s is a flavor of %s units and %s = %d asks for %s units; choose one of %s, or set %s instead",
          flavor.get().id(),
          flavor.get().kind(),
          name(asked),
          ofOtherKind,
          asked,
          ids(catalog.flavors(region.name(), asked)),
          name(flavor.get().kind()));
      return Optional.empty();
    }
    return units(draft, flavor.get());
  }

  private Optional<Resources> units(ResourcesDraft draft, Flavor flavor) {
    int given =
        switch (flavor.kind()) {
          case CPU -> draft.cpu();
          case GPU -> draft.gpu();
        };
    int units = given == 0 ? 1 : given;
    int most = catalog.maxUnits(flavor);
    if (units < 1 || units > most) {
      findings.error(
          field(flavor.kind()),
          FailureCode.OUT_OF_RANGE,
          "%s = %d is out of range; an app takes at least 1 and at most %d units of %s",
          name(flavor.kind()),
          units,
          most,
          flavor.id());
    }
    return Optional.of(new Resources(flavor.kind(), units, flavor.id()));
  }

  private List<Flavor> inRegion() {
    return Stream.of(Resources.Kind.values())
        .flatMap(kind -> catalog.flavors(region.name(), kind).stream())
        .toList();
  }

  private static String ids(List<Flavor> flavors) {
    return flavors.stream().map(Flavor::id).collect(Collectors.joining(", "));
  }

  static String field(Resources.Kind kind) {
    return "resources." + name(kind);
  }

  private static String name(Resources.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
