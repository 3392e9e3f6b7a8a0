package dev.slipway.controlplane.intake;

import dev.slipway.controlplane.app.App;
import dev.slipway.controlplane.app.AppQuery;
import dev.slipway.controlplane.app.AppSpec;
import dev.slipway.controlplane.app.Apps;
import dev.slipway.controlplane.app.Caller;
import dev.slipway.controlplane.app.LabelSelector;
import dev.slipway.controlplane.app.PinnedImage;
import dev.slipway.controlplane.app.SecretEnv;
import dev.slipway.controlplane.catalog.Catalog;
import dev.slipway.controlplane.runtime.Drivers;
import dev.slipway.controlplane.vocabulary.FailureCode;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Everything that is checked before a spec is written down. */
final class Checks {
  private final Catalog catalog;
  private final Apps apps;
  private final ImageCheck images;

  Checks(Catalog catalog, Apps apps, Drivers drivers) {
    this.catalog = catalog;
    this.apps = apps;
    this.images = new ImageCheck(drivers);
  }

  /**
   * A spec that may be written.
   *
   * @param image or null when nobody could be asked
   */
  record Checked(AppSpec spec, @Nullable PinnedImage image) {}

  /** Of an app to be made; empty when the findings refuse it. */
  Optional<Checked> fresh(SpecDraft draft, Findings findings) {
    return Completion.complete(draft, catalog, findings)
        .map(spec ->
            new Checked(spec, images.pin(spec.image(), spec.region(), findings).orElse(null)))
        .filter(_ -> !findings.hasErrors());
  }

  /**
   * Of an app to be changed. What replicas are made of stays what it is, image included, unless the
   * change touches it: then the tag is resolved anew.
   */
  Optional<Checked> changed(App app, UpdateCommand command, Findings findings) {
    return Completion.complete(draft(app, command), catalog, findings)
        .map(spec -> keepSecrets(app, spec))
        .flatMap(spec -> changed(app, spec, findings));
  }

  private Optional<Checked> changed(App app, AppSpec spec, Findings findings) {
    immutable("name", app.spec().name(), spec.name(), findings);
    immutable("region", app.spec().region().value(), spec.region().value(), findings);
    var image = app.image();
    if (image == null || !spec.hasTemplateOf(app.spec())) {
      var sameReference = spec.image().equals(app.spec().image());
      var asked = new Findings();
      var pinned = images.pin(spec.image(), spec.region(), asked).orElse(null);
      if (pinned == null && image != null && sameReference && !asked.hasErrors()) {
        // Nobody could be asked, but this very image is known and runs.
        pinned = image;
      } else {
        findings.add(asked);
      }
      image = pinned;
    }
    return findings.hasErrors() ? Optional.empty() : Optional.of(new Checked(spec, image));
  }

  private static SpecDraft draft(App app, UpdateCommand command) {
    var old = SpecDraft.of(app.spec());
    var fresh = command.spec();
    if (command.fields().isEmpty()) {
      // An author who leaves the region out means the app's own, not the catalog's default.
      var fields = Set.of(SpecField.values());
      return fresh.region().isEmpty()
          ? SpecField.overlay(fresh, old, Set.of(SpecField.REGION))
          : SpecField.overlay(old, fresh, fields);
    }
    return SpecField.overlay(old, fresh, command.fields());
  }

  private static AppSpec keepSecrets(App app, AppSpec spec) {
    SecretEnv known = app.spec().secretEnv();
    return spec.secretEnv().version() == known.version() ? spec.withSecretEnv(known) : spec;
  }

  private static void immutable(String field, String old, String fresh, Findings findings) {
    if (!old.equals(fresh)) {
      findings.error(
          field,
          FailureCode.IMMUTABLE,
          "cannot change from \"%s\" to \"%s\"; make a new app, or keep %s = \"%s\"",
          old,
          fresh,
          field,
          old);
    }
  }

  /** A finding when the name belongs to another app, unless the caller would take that one over. */
  void nameFree(CreateCommand command, AppSpec spec, Caller by, Findings findings) {
    var namesake =
        apps
            .list(
                new AppQuery(
                    command.project(),
                    LabelSelector.ANY,
                    Set.of(),
                    spec.region(),
                    spec.name(),
                    AppQuery.Order.CREATED_AT,
                    false,
                    1,
                    ""))
            .items()
            .stream()
            .findFirst();
    if (namesake.isEmpty()) {
      return;
    }
    var app = namesake.get();
    var isLeftover = !app.claimed() && !app.deleting() && app.author().author().equals(by.author());
    if (!(command.adoptUnclaimed() && isLeftover)) {
      findings.error("name", FailureCode.NAME_TAKEN, "%s", nameTaken(app));
    }
  }

  static String nameTaken(App by) {
    return by.deleting()
        ? "\"%s\" is the name of app %s in region %s, which is being deleted; wait until it is gone, or choose another name"
            .formatted(by.spec().name(), by.id(), by.spec().region())
        : "\"%s\" is the name of app %s in region %s, made by %s with %s; choose another name, or take that app over by its id"
            .formatted(
                by.spec().name(),
                by.id(),
                by.spec().region(),
                by.author().author(),
                by.author().client());
  }
}
