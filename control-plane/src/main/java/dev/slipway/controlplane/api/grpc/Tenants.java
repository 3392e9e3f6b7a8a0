package dev.slipway.controlplane.api.grpc;

import dev.slipway.controlplane.project.Project;
import dev.slipway.controlplane.project.Projects;
import dev.slipway.controlplane.vocabulary.FailureCode;
import dev.slipway.controlplane.vocabulary.FailureException;

/** Finds the project that a call is about. */
final class Tenants {
  private final Projects projects;

  Tenants(Projects projects) {
    this.projects = projects;
  }

  /**
   * The project of this id.
   *
   * @param id empty: the caller's default one
   * @throws FailureException {@code PROJECT_NOT_FOUND}
   */
  Project project(String id) {
    var wanted = id.isEmpty() ? Project.DEFAULT.id() : id;
    return projects
        .find(wanted)
        .orElseThrow(() ->
            new FailureException(
                FailureCode.PROJECT_NOT_FOUND,
                "there is no project \"%s\"; ListProjects shows all"
                    .formatted(Ids.shortened(wanted))));
  }
}
