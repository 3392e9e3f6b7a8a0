package dev.slipway.controlplane.app.jooq;

import static dev.slipway.controlplane.app.jooq.Tables.App.APP;
import static dev.slipway.controlplane.app.jooq.Tables.Revision.REVISION;
import static org.jooq.impl.DSL.param;

import dev.slipway.controlplane.app.Admission;
import dev.slipway.controlplane.app.App;
import dev.slipway.controlplane.app.AppSpec;
import dev.slipway.controlplane.app.AppStatus;
import dev.slipway.controlplane.app.Caller;
import dev.slipway.controlplane.app.Event;
import dev.slipway.controlplane.app.PinnedImage;
import dev.slipway.controlplane.app.Revision;
import dev.slipway.controlplane.vocabulary.AppId;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SelectOnConditionStep;
import org.jspecify.annotations.Nullable;

/** Rows to apps, revisions and events. */
final class AppRows {
  static final Condition LIVE = Tables.App.DELETED_AT.isNull();

  /** As many as a large control plane has apps. */
  private static final int MOST = 5000;

  private static final List<Field<?>> COLUMNS =
      Stream.concat(Tables.App.COLUMNS.stream(), Tables.Revision.COLUMNS.stream()).toList();

  private final SecretBox box;

  // The same texts are read again and again, and reading JSON takes longer than the database does.
  private final Recent<StoredSpec, AppSpec> specs = new Recent<>(MOST, this::spec);
  private final Recent<String, AppStatus> statuses = new Recent<>(MOST, SpecJson::status);
  private final Recent<String, Admission> admissions = new Recent<>(MOST, SpecJson::admission);

  private final Rendered byId =
      new Rendered(dsl -> select(dsl).where(Tables.App.ID.eq(param(Tables.App.ID))).and(LIVE));
  private final Rendered alsoGoneById =
      new Rendered(dsl -> select(dsl).where(Tables.App.ID.eq(param(Tables.App.ID))));

  /**
   * A spec as its row has it.
   *
   * @param secrets sealed; null once they are erased
   */
  private record StoredSpec(AppId app, long revision, String spec, @Nullable ByteBuffer secrets) {}

  AppRows(SecretBox box) {
    this.box = box;
  }

  /** Apps, each with its latest revision. */
  SelectOnConditionStep<Record> select(DSLContext dsl) {
    return dsl.select(COLUMNS)
        .from(APP)
        .join(REVISION)
        .on(Tables.Revision.APP_ID.eq(Tables.App.ID))
        .and(Tables.Revision.NUMBER.eq(Tables.App.GENERATION));
  }

  Optional<App> find(DSLContext dsl, AppId id) {
    return byId.fetch(dsl, COLUMNS, id.value()).stream().findFirst().map(this::app);
  }

  Optional<App> findAlsoGone(DSLContext dsl, AppId id) {
    return alsoGoneById.fetch(dsl, COLUMNS, id.value()).stream().findFirst().map(this::app);
  }

  App app(Record row) {
    var id = new AppId(get(row, Tables.App.ID));
    return new App(
        id,
        get(row, Tables.App.PROJECT),
        spec(id, row),
        image(row),
        get(row, Tables.App.GENERATION),
        get(row, Tables.Revision.TEMPLATE_REVISION),
        admissions.of(get(row, Tables.App.ADMISSION)),
        statuses.of(get(row, Tables.App.STATUS)),
        new Caller(get(row, Tables.App.AUTHOR), get(row, Tables.App.CLIENT)),
        get(row, Tables.App.CREATED_AT),
        get(row, Tables.App.UPDATED_AT),
        get(row, Tables.App.CLAIMED),
        get(row, Tables.App.DELETING));
  }

  Revision revision(Record row) {
    return new Revision(
        get(row, Tables.Revision.NUMBER),
        spec(new AppId(get(row, Tables.Revision.APP_ID)), row),
        image(row),
        get(row, Tables.Revision.TEMPLATE_REVISION),
        new Caller(get(row, Tables.Revision.AUTHOR), get(row, Tables.Revision.CLIENT)),
        get(row, Tables.Revision.CREATED_AT),
        get(row, Tables.Revision.ROLLBACK_OF));
  }

  static Event event(Record row) {
    return new Event(
        get(row, Tables.Event.SEQUENCE),
        get(row, Tables.Event.TIME),
        Event.Severity.valueOf(get(row, Tables.Event.SEVERITY)),
        get(row, Tables.Event.CODE),
        get(row, Tables.Event.MESSAGE),
        get(row, Tables.Event.REVISION),
        get(row, Tables.Event.REPLICA),
        new Caller(get(row, Tables.Event.AUTHOR), get(row, Tables.Event.CLIENT)));
  }

  private AppSpec spec(AppId id, Record row) {
    var secrets = row.get(Tables.Revision.SECRETS);
    return specs.of(
        new StoredSpec(
            id,
            get(row, Tables.Revision.NUMBER),
            get(row, Tables.Revision.SPEC),
            secrets == null ? null : ByteBuffer.wrap(secrets)));
  }

  private AppSpec spec(StoredSpec stored) {
    return SpecJson.spec(
        stored.spec(),
        stored.secrets() == null
            ? Collections.emptySortedMap()
            : SpecJson.secrets(box.open(bytes(stored.secrets()), stored.app(), stored.revision())));
  }

  private static byte[] bytes(ByteBuffer buffer) {
    var bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }

  private static @Nullable PinnedImage image(Record row) {
    var digest = row.get(Tables.Revision.IMAGE_DIGEST);
    var reference = row.get(Tables.Revision.IMAGE_REFERENCE);
    return digest == null || reference == null ? null : new PinnedImage(digest, reference);
  }

  /** The value of a column that the schema declares {@code not null}. */
  private static <T> T get(Record row, Field<T> column) {
    var value = row.get(column);
    if (value == null) {
      throw new IllegalStateException("the database has null in " + column.getName());
    }
    return value;
  }
}
