package dev.slipway.controlplane.project.jooq;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;

import dev.slipway.controlplane.database.Database;
import dev.slipway.controlplane.project.Project;
import dev.slipway.controlplane.project.Projects;
import dev.slipway.controlplane.project.Quota;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Record3;
import org.jooq.SelectJoinStep;
import org.jooq.Table;
import org.jooq.impl.SQLDataType;

/** {@link Projects} in the database. */
final class JooqProjects implements Projects {
  private static final Table<Record> PROJECT = table(name("project"));
  private static final Field<String> ID = field(name("project", "id"), SQLDataType.CLOB);
  private static final Field<Integer> GPU_QUOTA =
      field(name("project", "gpu_quota"), SQLDataType.INTEGER);
  private static final Field<Integer> CPU_QUOTA =
      field(name("project", "cpu_quota"), SQLDataType.INTEGER);

  private final Database database;
  private final CopyOnWriteArrayList<Runnable> listeners = new CopyOnWriteArrayList<>();

  /** Makes the default project when there is none. */
  JooqProjects(Database database) {
    this.database = database;
    database.write(dsl ->
        find(dsl, Project.DEFAULT.id()).isPresent()
            ? 0
            : dsl.insertInto(PROJECT)
                .set(ID, Project.DEFAULT.id())
                .set(GPU_QUOTA, Project.DEFAULT.quota().gpu())
                .set(CPU_QUOTA, Project.DEFAULT.quota().cpu())
                .execute());
  }

  @Override
  public Optional<Project> find(String id) {
    return database.read(dsl -> find(dsl, id));
  }

  private static Optional<Project> find(DSLContext dsl, String id) {
    return select(dsl).where(ID.eq(id)).fetchOptional(JooqProjects::project);
  }

  @Override
  public List<Project> all() {
    return database.read(dsl -> select(dsl).orderBy(ID).fetch(JooqProjects::project));
  }

  @Override
  public Optional<Project> setQuota(String id, Quota quota) {
    var changed =
        database.write(dsl -> {
          dsl.update(PROJECT)
              .set(GPU_QUOTA, quota.gpu())
              .set(CPU_QUOTA, quota.cpu())
              .where(ID.eq(id))
              .execute();
          return find(dsl, id);
        });
    if (changed.isPresent()) {
      listeners.forEach(Runnable::run);
    }
    return changed;
  }

  @Override
  public void onQuotaChange(Runnable listener) {
    listeners.add(listener);
  }

  private static SelectJoinStep<Record3<String, Integer, Integer>> select(DSLContext dsl) {
    return dsl.select(ID, GPU_QUOTA, CPU_QUOTA).from(PROJECT);
  }

  private static Project project(Record3<String, Integer, Integer> row) {
    return new Project(row.value1(), new Quota(row.value2(), row.value3()));
  }
}
