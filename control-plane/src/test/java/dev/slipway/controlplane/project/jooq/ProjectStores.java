package dev.slipway.controlplane.project.jooq;

import dev.slipway.controlplane.database.Database;
import dev.slipway.controlplane.project.Projects;

/** Opens stores of projects for tests of other packages. */
public final class ProjectStores {
  public static Projects open(Database database) {
    return new JooqProjects(database);
  }

  private ProjectStores() {}
}
