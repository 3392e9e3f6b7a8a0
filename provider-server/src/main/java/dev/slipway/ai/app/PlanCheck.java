package dev.slipway.ai.app;

import dev.slipway.ai.client.ControlPlane;
import dev.slipway.ai.client.FieldPath;
import dev.slipway.ai.client.Refusal;
import dev.slipway.proto.v1.App;
import dev.slipway.proto.v1.CreateAppRequest;
import dev.slipway.proto.v1.Finding;
import dev.slipway.proto.v1.UpdateAppRequest;
import dev.slipway.proto.v1.Validation;
import dev.slipway.provider.Context;
import dev.slipway.provider.plan.Change;
import dev.slipway.provider.plan.Plan;
import dev.slipway.provider.plan.State;
import dev.slipway.provider.value.Path;
import io.grpc.StatusRuntimeException;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/** Asks the control plane what it would say, so that errors stand in the plan, on the attribute. */
final class PlanCheck {
  /** Fields without which there is nothing to ask. */
  private static final Set<String> NEEDED = Set.of("name", "image", "region");

  private static final Pattern FIRST_STEP = Pattern.compile("^[a-z0-9_]+");

  private PlanCheck() {}

  private record Answer(App app, Validation validation) {}

  /** The plan with what the control plane knows already, after its findings are reported. */
  static Plan checked(Change change, Context<ControlPlane> context) {
    var plan = change.plan();
    if (!Ownership.changesApp(change)) {
      return plan;
    }
    var known = Specs.known(plan);
    var unknown = new HashSet<>(known.unknown());
    if (plan.config().isNull(AppAttributes.REGION)) {
      // not decided yet, but the control plane's to choose, and to complain of
      unknown.remove("region");
    }
    if (unknown.stream().anyMatch(NEEDED::contains)) {
      return plan;
    }
    var answer = ask(change, known, context);
    report(answer.validation(), unknown, plan, context);
    return context.diagnostics().hasErrors() ? plan : completed(plan, answer.app(), unknown);
  }

  private static Answer ask(Change change, Specs.Known known, Context<ControlPlane> context) {
    var apps = context.client().apps();
    try {
      if (change.isCreate()) {
        var answer =
            apps.createApp(
                CreateAppRequest.newBuilder()
                    .setProject(context.client().project())
                    .setSpec(known.spec())
                    .setValidateOnly(true)
                    .setAdoptUnclaimed(true)
                    .build());
        return new Answer(answer.getApp(), answer.getValidation());
      }
      var prior = change.prior().orElseThrow();
      var answer = apps.updateApp(update(prior, change.plan(), known));
      return new Answer(answer.getApp(), answer.getValidation());
    } catch (StatusRuntimeException e) {
      throw Refusal.of(e).toFailure("The plan cannot be checked").causedBy(e);
    }
  }

  private static UpdateAppRequest update(State prior, Plan plan, Specs.Known known) {
    var outside =
        plan.isKnown(AppResource.MANAGED_OUTSIDE)
            ? plan.get(AppResource.MANAGED_OUTSIDE)
            : Set.<String>of();
    var mask = Specs.mask(outside, false).toBuilder();
    var paths =
        mask.getPathsList().stream().filter(path -> !known.unknown().contains(path)).toList();
    return UpdateAppRequest.newBuilder()
        .setId(prior.get(AppAttributes.ID))
        .setSpec(known.spec())
        .setUpdateMask(mask.clearPaths().addAllPaths(paths))
        .setValidateOnly(true)
        .build();
  }

  private static void report(
      Validation validation, Set<String> unknown, Plan plan, Context<ControlPlane> context) {
    for (var finding : validation.getFindingsList()) {
      var first = FIRST_STEP.matcher(finding.getField());
      if (first.find() && unknown.contains(first.group())) {
        continue; // said of what was left out
      }
      var path = FieldPath.of(finding.getField());
      // Terraform finds the line of an attribute, but not of an attribute within it
      var where = new Path(path.steps().subList(0, Math.min(1, path.steps().size())));
      if (finding.getSeverity() == Finding.Severity.WARNING) {
        context.warning(where, summary(finding), message(path, finding));
      } else if (finding.getReason().equals("NAME_TAKEN")) {
        context.error(where, summary(finding), Lookup.howToTakeOver(plan, finding, context));
      } else {
        context.error(where, summary(finding), message(path, finding));
      }
    }
  }

  private static String message(Path path, Finding finding) {
    return path.steps().size() > 1
        ? "%s: %s.".formatted(path, finding.getMessage())
        : finding.getMessage() + ".";
  }

  /** What the control plane decides without running anything. */
  private static Plan completed(Plan plan, App app, Set<String> unknown) {
    if (plan.config().isNull(AppAttributes.REGION) && !plan.isKnown(AppAttributes.REGION)) {
      plan = plan.with(AppAttributes.REGION, app.getSpec().getRegion());
    }
    boolean decidesItself = plan.config().isNull(AppAttributes.RESOURCES);
    if (decidesItself || plan.config().isKnown(AppAttributes.RESOURCES)) {
      plan = plan.with(AppAttributes.RESOURCES, app.getSpec().getResources());
      if (!unknown.contains("scaling")) {
        plan = plan.with(AppAttributes.HOURLY_PRICE, app.getPrice());
      }
    }
    return plan;
  }

  private static String summary(Finding finding) {
    return switch (finding.getReason()) {
      case "NAME_TAKEN" -> "The name is taken";
      case "UNKNOWN_FLAVOR" -> "No such flavor";
      case "UNKNOWN_REGION" -> "No such region";
      case "IMAGE_NOT_FOUND" -> "No such image";
      case "IMAGE_PLATFORM" -> "The image is for another processor";
      case "IMAGE_UNCHECKED" -> "The image could not be checked";
      case "QUOTA_EXCEEDED" -> "More than the project may have";
      case "CAPACITY_EXCEEDED" -> "More than the region has";
      case "WOULD_WAIT" -> "The app would wait";
      case "RUNTIME_UNAVAILABLE" -> "The region does not answer";
      case "OUT_OF_RANGE" -> "Out of range";
      case "CONFLICTING" -> "These do not go together";
      case "RESERVED" -> "Reserved";
      case "IMMUTABLE" -> "Cannot be changed";
      case "REQUIRED" -> "Missing";
      default -> "Not valid";
    };
  }
}
