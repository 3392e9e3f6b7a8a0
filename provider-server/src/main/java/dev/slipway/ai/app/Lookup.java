package dev.slipway.ai.app;

import dev.slipway.ai.client.ControlPlane;
import dev.slipway.ai.client.Refusal;
import dev.slipway.proto.v1.App;
import dev.slipway.proto.v1.Finding;
import dev.slipway.proto.v1.GetAppRequest;
import dev.slipway.proto.v1.ListAppsRequest;
import dev.slipway.proto.v1.ListAppsResponse;
import dev.slipway.provider.Context;
import dev.slipway.provider.diag.Failure;
import dev.slipway.provider.plan.Plan;
import io.grpc.StatusRuntimeException;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds apps by what people know of them. */
final class Lookup {
  private static final String UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

  private Lookup() {}

  /**
   * The app that an import names: by id, or as {@code region/name}.
   *
   * @throws Failure no such app
   */
  static App byImportId(String id, Context<ControlPlane> context) {
    if (id.matches(UUID)) {
      return byId(id, context);
    }
    int slash = id.indexOf('/');
    if (slash < 1 || slash == id.length() - 1) {
      throw new Failure(
          "Not an app's id",
          "Import an app by its id, or as region/name, such as local/hello; got \"%s\"."
              .formatted(id));
    }
    return byName(id.substring(slash + 1), id.substring(0, slash), context);
  }

  static App byId(String id, Context<ControlPlane> context) {
    try {
      return context.client().apps().getApp(GetAppRequest.newBuilder().setId(id).build());
    } catch (StatusRuntimeException e) {
      throw Refusal.of(e).toFailure("The app cannot be read").causedBy(e);
    }
  }

  /**
   * The app of this name.
   *
   * @param region empty for any
   * @throws Failure none, or one in each of several regions
   */
  static App byName(String name, String region, Context<ControlPlane> context) {
    var found =
        list(ListAppsRequest.newBuilder().setName(name).setRegion(region), context).toList();
    if (found.size() == 1) {
      return found.getFirst();
    }
    if (found.isEmpty()) {
      throw new Failure(
          AppAttributes.NAME,
          "No such app",
          "Project %s has no app \"%s\"%s."
              .formatted(
                  context.client().project().isEmpty() ? "default" : context.client().project(),
                  name,
                  region.isEmpty() ? "" : " in region " + region));
    }
    throw new Failure(
        AppAttributes.NAME,
        "Several apps of this name",
        "\"%s\" is in regions %s. Say which with region."
            .formatted(
                name,
                String.join(", ", found.stream().map(app -> app.getSpec().getRegion()).toList())));
  }

  /** Every app that fits; a page is fetched when the first app of it is taken. */
  static Stream<App> list(ListAppsRequest.Builder request, Context<ControlPlane> context) {
    request.setProject(context.client().project()).setPageSize(500);
    return Stream.iterate(
            Optional.of(page(request, context)),
            Optional::isPresent,
            page ->
                page.map(ListAppsResponse::getNextPageToken)
                    .filter(token -> !token.isEmpty())
                    .map(token -> page(request.setPageToken(token), context)))
        .flatMap(Optional::stream)
        .flatMap(page -> page.getAppsList().stream());
  }

  private static ListAppsResponse page(
      ListAppsRequest.Builder request, Context<ControlPlane> context) {
    try {
      return context.client().apps().listApps(request.build());
    } catch (StatusRuntimeException e) {
      throw Refusal.of(e).toFailure("The apps cannot be listed").causedBy(e);
    }
  }

  /** The finding's message, with the import block that brings the existing app under Terraform. */
  static String howToTakeOver(Plan plan, Finding finding, Context<ControlPlane> context) {
    var name = plan.get(AppAttributes.NAME);
    var region = plan.isKnown(AppAttributes.REGION) ? plan.get(AppAttributes.REGION, "") : "";
    Optional<App> taken =
        list(ListAppsRequest.newBuilder().setName(name).setRegion(region), context).findFirst();
    return taken
        .map(app ->
            """
            %s

            Choose another name, or let this configuration manage the existing app:

              import {
                to = ai_app.NAME_OF_THIS_BLOCK
                id = "%s"
              }\
            """
                .formatted(finding.getMessage(), app.getId()))
        .orElse(finding.getMessage());
  }
}
