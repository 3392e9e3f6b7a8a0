package dev.slipway.controlplane.app.jooq;

import static dev.slipway.controlplane.app.jooq.Tables.App.APP;
import static dev.slipway.controlplane.app.jooq.Tables.Revision.REVISION;

import dev.slipway.controlplane.app.App;
import dev.slipway.controlplane.app.AppSpec;
import dev.slipway.controlplane.app.Caller;
import dev.slipway.controlplane.app.Event;
import dev.slipway.controlplane.app.PinnedImage;
import dev.slipway.controlplane.app.Revision;
import dev.slipway.controlplane.vocabulary.AppId;
import java.util.Collections;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SelectOnConditionStep;
import org.jspecify.annotations.Nullable;

/** Rows to apps, revisions and events. */
final class AppRows {
  static final Condition LIVE = Tables.App.DELETED_AT.isNull();

  private final SecretBox box;

  AppRows(SecretBox box) {
    this.box = box;
  }

  /** Apps, each with its latest revision. */
  SelectOnConditionStep<Record> select(DSLContext dsl) {
    return dsl.select(Tables.App.COLUMNS)
        .select(Tables.Revision.COLUMNS)
        .from(APP)
        .join(REVISION)
        .on(Tables.Revision.APP_ID.eq(Tables.App.ID))
        .and(Tables.Revision.NUMBER.eq(Tables.App.GENERATION));
  }

  Optional<App> find(DSLContext dsl, AppId id) {
    return select(dsl).where(Tables.App.ID.eq(id.value())).and(LIVE).fetchOptional(this::app);
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
        SpecJson.admission(get(row, Tables.App.ADMISSION)),
        SpecJson.status(get(row, Tables.App.STATUS)),
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
    var sealed = row.get(Tables.Revision.SECRETS);
    var secrets =
        sealed == null
            ? Collections.<String, String>emptySortedMap()
            : SpecJson.secrets(box.open(sealed, id, get(row, Tables.Revision.NUMBER)));
    return SpecJson.spec(get(row, Tables.Revision.SPEC), secrets);
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
